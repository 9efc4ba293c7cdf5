namespace Mibsp.Domain.Common;

/// <summary>Why a request was refused. Each value has one sentence in CommonTexts ("Refusal.…").</summary>
public enum Refusal
{
    /// <summary>Not there, or not the asker's to see: both look the same from outside.</summary>
    NotFound,
    ChangedByOthers,
    WrongStatus,

    /// <summary>What was written in it is gone for good, and nothing more can be written.</summary>
    Erased,
    NoteMissing,
    AlreadyRated,
    RatingMissing,

    /// <summary>What is reported has a report already, which is open: it takes messages.</summary>
    ToldAlready,
    TextTooShort,
    TextTooLong,
    TakeItFirst,
    AlreadyTaken,
    OfficerNotEligible,
    KindMissing,
    DepartmentMissing,
    ServiceNotOfDepartment,
    WardUnknown,
    DayInFuture,
    AmountOutOfRange,
    TooManyFiles,
    FilesTooLarge,

    /// <summary>A staged file was swept before the complaint was sent.</summary>
    EvidenceGone,
    NameMissing,
    NameTaken,
    PasswordTooWeak,
    NotYourself,
    DaysOutOfRange,
    LastAdministrator,

    /// <summary>Whoever proposed it cannot be the second person, too.</summary>
    NeedsSecondPerson,

    /// <summary>A complaint is not a duplicate of itself, nor of one that is closed or a duplicate.</summary>
    NotADuplicate,
    AlreadyThere,

    /// <summary>The citizen does not want this department to have it.</summary>
    KeptFromDepartment,
    TooManyHops,

    /// <summary>Nobody would be left who could answer for it.</summary>
    NobodyLeft,
    /// <summary>A template asks for something that nobody puts in.</summary>
    PlaceholderUnknown,
    TooManyViews,
    EmailInvalid,
    HoursOutOfRange,

    /// <summary>What was is counted by already: only days from today on may be changed.</summary>
    DayInPast,
    DayTooFar,

    /// <summary>The town hall would rest so long that nothing could ever be due.</summary>
    TooFewWorkingDays,
    SettingOutOfRange,

    /// <summary>Only what nothing refers to can be deleted.</summary>
    StillUsed,
    PurposeMissing,
    FileUnreadable,
}

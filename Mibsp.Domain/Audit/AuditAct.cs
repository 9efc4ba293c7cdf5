namespace Mibsp.Domain.Audit;

/// <summary>The acts that stand in the record. Stored by name; never renamed.</summary>
public enum AuditAct
{
    ComplaintFiled,
    ComplaintReleased,
    ComplaintTaken,
    ComplaintAssigned,
    ReviewStarted,
    CitizenAsked,
    CitizenAnswered,
    CitizenWrote,
    OfficerWrote,
    NoteWritten,
    ClosingProposed,
    ClosingConfirmed,
    ClosingContested,
    ClosedForSilence,
    ComplaintWithdrawn,
    ComplaintRated,
    CaseOpened,
    ComplaintErased,
    EvidenceAdded,
    EvidenceOpened,
    SignedIn,
    PasswordChanged,
    UserCreated,
    UserChanged,
    UserDisabled,
    UserEnabled,
    PasswordReset,
    DepartmentCreated,
    DepartmentChanged,
    ServiceCreated,
    ServiceChanged,
    RecordVerified,
    DemoDataPlanted,
    KeysRotated,
    KeyRetired,
    ReminderDue,
    ComplaintEscalated,
    AccountablePassed,
    ComplaintTransferred,
    ComplaintBlocked,
    ComplaintUnblocked,
    ComplaintMerged,
    ClosingApprovalAsked,
    ClosingRefused,
    StaffRecused,
    AbsenceSet,
    TemplateCreated,
    TemplateChanged,
    NoticesChosen,
    AssignmentRuleChanged,
    ExportBegun,
    ComplaintsExported,
}

/// <summary>Kinds of acts that more than one reader of the record must tell apart.</summary>
public static class AuditActs
{
    /// <summary>Acts by which somebody read and nothing changed.</summary>
    public static readonly AuditAct[] Readings = [AuditAct.CaseOpened, AuditAct.EvidenceOpened];
}

namespace Mibsp.Domain.Audit;

/// <summary>The acts that stand in the record. Stored by name; never renamed.</summary>
public enum AuditAct
{
    ComplaintFiled,
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
}

using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Complaints;

/// <summary>One citizen's complaint and the history of what was done about it. Holds no word of what the citizen told.</summary>
public sealed partial class Complaint
{
    /// <summary>A contest after this many goes to the integrity cell instead of to a colleague.</summary>
    public const int ContestsBeforeIntegrityCell = 2;

    /// <summary>Working days that whoever gets a reopened complaint has at least.</summary>
    public const int ReopenedDaysMin = 3;

    public const int RatingMin = 1;
    public const int RatingMax = 5;

    private readonly List<StatusChange> _history = [];
    private readonly List<Recusal> _recusals = [];

    private Complaint() { } // EF

    public Guid Id { get; private set; }

    /// <summary>"2026-000123": what staff see and say. Opens nothing. Null until the complaint is released to them.</summary>
    public string? CaseNumber { get; private set; }

    /// <summary>Whether the town hall knows of it. Until then no member of staff sees it in any list, count or event.</summary>
    public bool IsReleased => CaseNumber is not null;

    /// <summary>Keyed hash of the tracking ID; the ID itself is with the citizen only.</summary>
    public byte[] TrackingHash { get; private set; } = [];

    public ComplaintKind Kind { get; private set; }

    public ComplaintStatus Status { get; private set; }

    /// <summary>Proposed while the status is Action Taken, final once it is Closed.</summary>
    public ComplaintOutcome? Outcome { get; private set; }

    public KeepFrom KeepFrom { get; private set; }

    /// <summary>The department the citizen named.</summary>
    public int NamedDepartmentId { get; private set; }

    /// <summary>The department that works on it: the named one, or the integrity cell.</summary>
    public int DepartmentId { get; private set; }

    public int? ServiceId { get; private set; }

    public int? WardId { get; private set; }

    public DateOnly FiledOn { get; private set; }

    /// <summary>The day its closing was proposed; the confirmation period runs from here.</summary>
    public DateOnly? ProposedOn { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The day on which everything that anybody wrote in it was made unreadable for good.</summary>
    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Who works on it. While null, the department's supervisor is accountable.</summary>
    public Guid? OfficerId { get; private set; }

    public int Contests { get; private set; }

    /// <summary>The burst it came in with and was not taken out of yet. Says only what lies together: status and deadline know nothing of it.</summary>
    public Guid? BurstId { get; private set; }

    /// <summary>From 1 (badly) to 5 (very well): how the citizen was served. Null until they say. The day is not kept.</summary>
    public int? Rating { get; private set; }

    /// <summary>The complaint after which the citizen was made to suffer; only those who may read this one learn of it.</summary>
    public Guid? LinkedToId { get; private set; }

    /// <summary>Lines in the timeline so far: the next one's number is one more.</summary>
    public int TimelineLength { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<StatusChange> History => _history;

    /// <summary>Members of staff who may not see it.</summary>
    public IReadOnlyList<Recusal> Recusals => _recusals;

    public static Complaint File(ComplaintFacts facts, byte[] trackingHash, Stamp stamp)
    {
        var complaint = new Complaint
        {
            Id = Identifiers.Random(),
            TrackingHash = trackingHash,
            Kind = facts.Kind,
            KeepFrom = facts.KeepFrom,
            NamedDepartmentId = facts.NamedDepartmentId,
            DepartmentId = facts.HandlingDepartmentId,
            ServiceId = facts.ServiceId,
            WardId = facts.WardId,
            FiledOn = stamp.On,
            Status = ComplaintStatus.Pending,
            Version = 1,
        };
        foreach (var userId in facts.KeptFrom)
        {
            complaint.KeepFromPerson(userId, stamp);
        }

        complaint._history.Add(new StatusChange(complaint.NextNumber(), null, ComplaintStatus.Pending, facts.HandlingDepartmentId, stamp));
        complaint.StartClock(facts.Days, facts.DeadlineOn, stamp.On);
        return complaint;
    }

    /// <summary>Given once, inside the transaction that releases it, so that numbers have no gaps.</summary>
    public void Number(string caseNumber) => CaseNumber = caseNumber;

    /// <summary>Lays it with the others of a burst until somebody looks after it; null leaves it where it is.</summary>
    public void JoinBurst(Guid? burstId) => BurstId = burstId;

    /// <summary>An officer takes an unassigned complaint and starts on it; one that was under way already goes on where it stood.</summary>
    public void Take(Stamp stamp)
    {
        Require(OfficerId is null, Refusal.AlreadyTaken);
        Require(stamp.By is Party.Staff, Refusal.WrongStatus);
        Require(_recusals.All(r => r.UserId != stamp.UserId), Refusal.OfficerNotEligible);
        Require(Status.IsOpen(), Refusal.WrongStatus);
        OfficerId = stamp.UserId;
        BurstId = null;
        if (Status is ComplaintStatus.Pending or ComplaintStatus.Reopened)
        {
            MoveTo(ComplaintStatus.UnderReview, stamp);
            return;
        }

        Version++;
        TurnClock(stamp.On);
    }

    /// <summary>Somebody who may gives the work to an officer. The status does not change by that.</summary>
    public void AssignTo(Guid officerId, Stamp stamp)
    {
        Require(Status.IsOpen(), Refusal.WrongStatus);
        Require(_recusals.All(r => r.UserId != officerId), Refusal.OfficerNotEligible);
        OfficerId = officerId;
        BurstId = null;
        Version++;
        TurnClock(stamp.On);
    }

    /// <summary>The citizen has answered, or an officer starts or goes on. The note, if there is one, is public.</summary>
    public void StartReview(string? note, Stamp stamp, ComplaintCipher cipher) => MoveTo(ComplaintStatus.UnderReview, note, stamp, cipher);

    /// <summary>A question was put to the citizen.</summary>
    public void AwaitCitizen(Stamp stamp) => MoveTo(ComplaintStatus.AwaitingCitizen, stamp);

    /// <summary>The citizen agrees to the proposed closing.</summary>
    public void Confirm(Stamp stamp)
    {
        // The table lets a citizen close from everywhere, by withdrawing; agreeing needs something to agree to.
        Require(Status is ComplaintStatus.ActionTaken && stamp.By is Party.Citizen, Refusal.WrongStatus);
        Close(Outcome ?? ComplaintOutcome.Resolved, stamp);
    }

    /// <summary>The citizen does not want it to go on. Nobody else can withdraw it, and nobody can bring it back.</summary>
    public void Withdraw(Stamp stamp)
    {
        Require(stamp.By is Party.Citizen, Refusal.WrongStatus);
        Close(ComplaintOutcome.Withdrawn, stamp);
    }

    /// <summary>The citizen says, once and when all is over, how they were served.</summary>
    public void Rate(int stars)
    {
        Require(!Status.IsOpen(), Refusal.WrongStatus);
        Require(Rating is null, Refusal.AlreadyRated);
        Require(stars is >= RatingMin and <= RatingMax, Refusal.RatingMissing);
        Rating = stars;
        Version++;
    }

    /// <summary>
    /// What was done to the citizen after <paramref name="originalId"/>. Does not exist for <paramref name="keptFrom"/>, wherever
    /// they work later. The original is not touched: those who work on it must not notice.
    /// </summary>
    internal void LinkTo(Guid originalId, IEnumerable<Guid> keptFrom, Stamp stamp)
    {
        LinkedToId = originalId;
        foreach (var userId in keptFrom)
        {
            KeepFromPerson(userId, stamp);
        }
    }

    /// <summary>Notes that what was written is gone. Destroying it is the caller's: see <see cref="Erasing.ComplaintErasure"/>.</summary>
    public void Erase(Stamp stamp)
    {
        Require(!Status.IsOpen() && ErasedOn is null, Refusal.WrongStatus);
        ErasedOn = stamp.On;
        Version++;
    }

    /// <summary>The confirmation period went by without a word.</summary>
    public void CloseForSilence(Stamp stamp)
    {
        Require(stamp.By is Party.System, Refusal.WrongStatus);
        Close(ComplaintOutcome.NoAnswer, stamp);
    }

    /// <summary>
    /// The citizen does not agree. Whoever proposed it, whoever approved that and whoever it was with are out of the case; after
    /// <see cref="ContestsBeforeIntegrityCell"/> contests the department is, too. The clock begins anew, on the lowest rung.
    /// </summary>
    public void Contest(string note, int integrityCellId, Stamp stamp, ComplaintCipher cipher)
    {
        Require(!string.IsNullOrWhiteSpace(note), Refusal.NoteMissing);
        MoveTo(ComplaintStatus.Reopened, note, stamp, cipher);

        // Not always the same person: a head may propose for an officer, and work is passed on while the citizen thinks.
        foreach (var userId in new[] { ProposedById, ApprovedById, OfficerId }.OfType<Guid>())
        {
            KeepFromPerson(userId, stamp);
        }

        (OfficerId, ProposedById, ApprovedById, MergedIntoId) = (null, null, null, null);
        Outcome = null;
        ProposedOn = null;
        Contests++;
        if (Contests > ContestsBeforeIntegrityCell)
        {
            DepartmentId = integrityCellId;
        }

        BeginReopenedRound(stamp.On);
    }

    /// <summary>The number of the next line in the timeline: message, note, evidence or status change.</summary>
    public int NextNumber() => ++TimelineLength;

    /// <summary>Marks that something beside the status changed, so that a colleague's stale page is noticed.</summary>
    public void Touch() => Version++;

    private void Close(ComplaintOutcome outcome, Stamp stamp)
    {
        MoveTo(ComplaintStatus.Closed, stamp);
        Outcome = outcome;
        ClosedOn = stamp.On;
    }

    private void MoveTo(ComplaintStatus to, string? note, Stamp stamp, ComplaintCipher cipher)
    {
        Require(StatusMoves.Allow(Status, to, stamp.By), Refusal.WrongStatus);
        var trimmed = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        Require(trimmed is null || trimmed.Length <= StatusChange.NoteMaxLength, Refusal.TextTooLong);
        MoveTo(to, stamp);
        if (trimmed is not null)
        {
            _history[^1].Note(trimmed, cipher);
        }
    }

    private void MoveTo(ComplaintStatus to, Stamp stamp)
    {
        Require(StatusMoves.Allow(Status, to, stamp.By), Refusal.WrongStatus);
        _history.Add(new StatusChange(NextNumber(), Status, to, DepartmentId, stamp));
        Status = to;
        Version++;
        DropPending();
        TurnClock(stamp.On);
    }
}

/// <summary>
/// The bare facts of a new complaint, already checked and routed. <paramref name="Days"/> are the working days its service gives.
/// </summary>
public sealed record ComplaintFacts(
    ComplaintKind Kind, KeepFrom KeepFrom, int NamedDepartmentId, int HandlingDepartmentId, int? ServiceId, int? WardId, int Days, DateOnly DeadlineOn)
{
    /// <summary>Members of staff for whom it does not exist.</summary>
    public IReadOnlyCollection<Guid> KeptFrom { get; init; } = [];
}

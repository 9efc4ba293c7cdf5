using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Complaints;

/// <summary>How a closing is proposed: by one person or, where the complaint is sensitive, by two.</summary>
public sealed partial class Complaint
{
    private const string PendingField = "closing";

    /// <summary>Who proposed the closing that the citizen decides upon.</summary>
    public Guid? ProposedById { get; private set; }

    /// <summary>The second person, where it takes two.</summary>
    public Guid? ApprovedById { get; private set; }

    /// <summary>Who wants to propose to close it and waits for a second person. The status does not change by that, and the clock runs.</summary>
    public Guid? PendingById { get; private set; }

    public ComplaintOutcome? PendingOutcome { get; private set; }

    public byte[]? SealedPendingNote { get; private set; }

    /// <summary>The complaint it is worked on together with, while its closing as a duplicate is proposed or done.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>
    /// Proposes to close. The note is what the citizen decides upon, so it may not be empty. A sensitive complaint waits for a
    /// second person first: <see cref="ApproveClosing"/>.
    /// </summary>
    public void ProposeClosing(ComplaintOutcome outcome, string note, Stamp stamp, ComplaintCipher cipher)
    {
        Require(outcome.CanBeProposed(), Refusal.WrongStatus);
        Require(!string.IsNullOrWhiteSpace(note), Refusal.NoteMissing);
        Require(StatusMoves.Allow(Status, ComplaintStatus.ActionTaken, stamp.By), Refusal.WrongStatus);
        if (!Kind.IsSensitive())
        {
            Propose(outcome, note, stamp, cipher);
            return;
        }

        var trimmed = note.Trim();
        Require(trimmed.Length <= StatusChange.NoteMaxLength, Refusal.TextTooLong);
        (PendingById, PendingOutcome, SealedPendingNote) = (stamp.UserId, outcome, cipher.Seal(PendingField, trimmed));
        Version++;
    }

    /// <summary>A second person agrees: now the citizen is asked.</summary>
    public void ApproveClosing(Stamp stamp, ComplaintCipher cipher)
    {
        Require(PendingById is not null && PendingOutcome is not null, Refusal.WrongStatus);
        Require(PendingById != stamp.UserId, Refusal.NeedsSecondPerson);
        Require(_recusals.All(r => r.UserId != stamp.UserId), Refusal.OfficerNotEligible);
        var (proposer, outcome, note, merged) = (PendingById!.Value, PendingOutcome!.Value, ReadPendingNote(cipher)!, MergedIntoId);
        Propose(outcome, note, Stamp.Staff(proposer, stamp.On), cipher);
        (ApprovedById, MergedIntoId) = (stamp.UserId, merged);
    }

    /// <summary>A second person does not agree, or the proposer thinks again: it goes on as it was.</summary>
    public void RefuseClosing(Stamp stamp)
    {
        Require(PendingById is not null, Refusal.WrongStatus);
        Require(stamp.By is Party.Staff, Refusal.WrongStatus);
        DropPending();
        Version++;
    }

    /// <summary>
    /// The same as another complaint, which goes on for both. Proposed to the citizen like any closing: they may contest it, and
    /// nobody's complaint ends because somebody else complained first.
    /// </summary>
    public void MergeInto(Guid leadingId, string note, Stamp stamp, ComplaintCipher cipher)
    {
        Require(leadingId != Id, Refusal.NotADuplicate);
        ProposeClosing(ComplaintOutcome.Duplicate, note, stamp, cipher);
        MergedIntoId = leadingId;
    }

    /// <summary>What the second person is to agree to; null when nothing waits.</summary>
    public string? ReadPendingNote(ComplaintCipher? cipher) => SealedPendingNote is { } whole ? cipher?.Open(PendingField, whole) : null;

    private void Propose(ComplaintOutcome outcome, string note, Stamp stamp, ComplaintCipher cipher)
    {
        MoveTo(ComplaintStatus.ActionTaken, note, stamp, cipher);
        (Outcome, ProposedOn, ProposedById, ApprovedById) = (outcome, stamp.On, stamp.UserId, null);
    }

    private void DropPending()
    {
        if (PendingById is not null)
        {
            (PendingById, PendingOutcome, SealedPendingNote, MergedIntoId) = (null, null, null, null);
        }

        (BlockedByDepartmentId, SealedBlockedNote) = (null, null);
    }
}

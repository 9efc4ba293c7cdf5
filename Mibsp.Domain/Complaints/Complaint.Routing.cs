using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Complaints;

/// <summary>Where a complaint goes: to another department, past people who must not have it, and for whom it waits.</summary>
public sealed partial class Complaint
{
    public const int BlockedNoteMaxLength = 500;

    private const string BlockedField = "blocked";

    /// <summary>How often it was handed on.</summary>
    public int Hops { get; private set; }

    /// <summary>The department that the work waits for, and whose days these are.</summary>
    public int? BlockedByDepartmentId { get; private set; }

    /// <summary>What is waited for. The head of that department reads it, and nothing else of the case.</summary>
    public byte[]? SealedBlockedNote { get; private set; }

    /// <summary>
    /// Hands it on. Whoever gets it has some days at least, so that nobody is late the moment they see it; the rung stays, so that
    /// nobody who was called gets rid of it that way. What was kept from a department never gets there.
    /// </summary>
    public void TransferTo(int departmentId, bool isIntegrityCell, MunicipalCalendar calendar, ClockRules rules, Stamp stamp)
    {
        Require(Status is ComplaintStatus.Pending or ComplaintStatus.UnderReview or ComplaintStatus.Reopened, Refusal.WrongStatus);
        Require(departmentId != DepartmentId, Refusal.AlreadyThere);
        Require(departmentId != NamedDepartmentId || (KeepFrom is KeepFrom.Nobody && Kind is not ComplaintKind.Retaliation), Refusal.KeptFromDepartment);
        Require(isIntegrityCell || Hops < rules.Hops, Refusal.TooManyHops);
        DropPending();
        (DepartmentId, OfficerId, Hops, BurstId) = (departmentId, null, Hops + 1, null);
        Version++;
        BeginRound(stamp.On, Math.Max(calendar.Between(stamp.On, DeadlineOn), rules.TransferDays * MunicipalCalendar.Day));
    }

    /// <summary>The work waits for another department, which is told what for. The clock goes on for that one, up to a cap.</summary>
    public void BlockOn(int departmentId, string note, Stamp stamp, ComplaintCipher cipher)
    {
        Require(Status is ComplaintStatus.UnderReview && BlockedByDepartmentId is null, Refusal.WrongStatus);
        Require(departmentId != DepartmentId, Refusal.AlreadyThere);

        // That one must not even learn that there is a complaint.
        Require(departmentId != NamedDepartmentId || (KeepFrom is KeepFrom.Nobody && Kind is not ComplaintKind.Retaliation), Refusal.KeptFromDepartment);
        var trimmed = note?.Trim() ?? "";
        Require(trimmed.Length > 0, Refusal.NoteMissing);
        Require(trimmed.Length <= BlockedNoteMaxLength, Refusal.TextTooLong);
        (BlockedByDepartmentId, SealedBlockedNote) = (departmentId, cipher.Seal(BlockedField, trimmed));
        Version++;
        TurnClock(stamp.On);
    }

    /// <summary>The waiting is over: the clock runs for whoever has it again.</summary>
    public void Unblock(Stamp stamp)
    {
        Require(BlockedByDepartmentId is not null, Refusal.WrongStatus);
        (BlockedByDepartmentId, SealedBlockedNote) = (null, null);
        Version++;
        TurnClock(stamp.On);
    }

    public string? ReadBlockedNote(ComplaintCipher? cipher) => SealedBlockedNote is { } whole ? cipher?.Open(BlockedField, whole) : null;

    /// <summary>
    /// From now on it does not exist for this member of staff, by their own wish, an administrator's or the citizen's. If it was
    /// theirs it is nobody's again, and the accountable person is the next one. Cannot be taken back.
    /// </summary>
    public void Recuse(Guid userId, Stamp stamp)
    {
        if (_recusals.Any(r => r.UserId == userId))
        {
            return;
        }

        KeepFromPerson(userId, stamp);
        Version++;
        if (PendingById == userId)
        {
            DropPending();
        }

        if (OfficerId == userId)
        {
            OfficerId = null;
        }

        TurnClock(stamp.On);
    }

    private void KeepFromPerson(Guid userId, Stamp stamp)
    {
        if (_recusals.All(r => r.UserId != userId))
        {
            _recusals.Add(new Recusal(userId, stamp.By, stamp.UserId, stamp.On));
        }
    }
}

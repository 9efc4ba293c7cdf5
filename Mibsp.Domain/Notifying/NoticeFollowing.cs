using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Notifying;

/// <summary>Who is to be told of what, read off what changed in a complaint. Whether they may know of it is looked at when it is shown.</summary>
internal static class NoticeFollowing
{
    public static async Task<IReadOnlyCollection<(Guid UserId, NoticeKind Kind)>> FromAsync(
        MibspDbContext db, EntityEntry<Complaint> entry, CancellationToken ct)
    {
        var told = new List<(Guid?, NoticeKind)>();
        told.AddRange(OfWhoHasIt(db, entry));
        told.AddRange(await OfPlaceAsync(db, entry, ct));
        told.AddRange(await OfClosingAsync(db, entry, ct));
        return [.. told.Where(t => t.Item1 is not null).Select(t => (t.Item1!.Value, t.Item2)).Distinct()];
    }

    /// <summary>The notice that a mark of the ladder is.</summary>
    public static NoticeKind KindOf(LadderMark mark) => mark switch
    {
        LadderMark.HalfTime => NoticeKind.HalfTime,
        LadderMark.NearlyDue => NoticeKind.NearlyDue,
        _ => NoticeKind.Escalated,
    };

    private static IEnumerable<(Guid?, NoticeKind)> OfWhoHasIt(MibspDbContext db, EntityEntry<Complaint> entry)
    {
        var (complaint, former) = (entry.Entity, entry.OriginalValues.GetValue<Guid?>(nameof(Complaint.OfficerId)));
        if (former != complaint.OfficerId)
        {
            yield return (complaint.OfficerId, NoticeKind.GivenToYou);
            yield return (former, NoticeKind.TakenFromYou);
        }

        if (entry.Property(c => c.Contests).IsModified)
        {
            yield return (complaint.AccountableId, NoticeKind.CitizenContested);
        }
        else if (entry.Property(c => c.Status).IsModified && complaint is { Status: ComplaintStatus.Closed, Outcome: ComplaintOutcome.Withdrawn })
        {
            yield return (complaint.OfficerId, NoticeKind.CitizenWithdrew);
        }
        else if (CitizenWrote(db, complaint.Id))
        {
            yield return (complaint.OfficerId ?? complaint.AccountableId, NoticeKind.CitizenAnswered);
        }
    }

    private static async Task<List<(Guid?, NoticeKind)>> OfPlaceAsync(MibspDbContext db, EntityEntry<Complaint> entry, CancellationToken ct)
    {
        var (complaint, told) = (entry.Entity, new List<(Guid?, NoticeKind)>());
        if (entry.Property(c => c.DepartmentId).IsModified && !entry.Property(c => c.Contests).IsModified)
        {
            told.Add((complaint.AccountableId, NoticeKind.Transferred));
        }

        if (entry.Property(c => c.BlockedByDepartmentId).IsModified)
        {
            told.AddRange(complaint.BlockedByDepartmentId is { } waitedFor
                ? (await HeadsAsync(db, waitedFor, ct)).Select(head => ((Guid?)head, NoticeKind.BlockedByYou))
                : [(complaint.OfficerId, NoticeKind.Unblocked)]);
        }

        return told;
    }

    private static async Task<List<(Guid?, NoticeKind)>> OfClosingAsync(MibspDbContext db, EntityEntry<Complaint> entry, CancellationToken ct)
    {
        var (complaint, told) = (entry.Entity, new List<(Guid?, NoticeKind)>());
        if (entry.Property(c => c.PendingById).IsModified)
        {
            // Refused when it goes on as before; agreed to when the citizen is asked.
            var proposer = entry.OriginalValues.GetValue<Guid?>(nameof(Complaint.PendingById));
            told.AddRange(complaint.PendingById is null
                ? complaint.Status is ComplaintStatus.UnderReview ? [(proposer, NoticeKind.ApprovalRefused)] : []
                : (await SecondPeopleAsync(db, complaint, ct)).Select(second => ((Guid?)second, NoticeKind.ApprovalAsked)));
        }

        if (entry.Property(c => c.MergedIntoId).IsModified && complaint.MergedIntoId is { } leading)
        {
            told.Add((await db.Complaints.Where(c => c.Id == leading).Select(c => c.OfficerId).SingleOrDefaultAsync(ct), NoticeKind.Merged));
        }

        return told;
    }

    /// <summary>The heads of the unit or, where the proposer is the only one, the integrity cell and the commissioner.</summary>
    private static async Task<List<Guid>> SecondPeopleAsync(MibspDbContext db, Complaint complaint, CancellationToken ct)
    {
        var heads = (await HeadsAsync(db, complaint.DepartmentId, ct)).Where(id => id != complaint.PendingById).ToList();
        return heads.Count > 0
            ? heads
            : await db.Users.Where(u => !u.IsDisabled && u.Id != complaint.PendingById && (u.Role == StaffRole.IntegrityOfficer || u.Role == StaffRole.Commissioner))
                .OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct);
    }

    private static bool CitizenWrote(MibspDbContext db, Guid complaintId)
        => db.ChangeTracker.Entries<Message>().Any(e => e.State is EntityState.Added && e.Entity.ComplaintId == complaintId && e.Entity.By is Party.Citizen)
            || db.ChangeTracker.Entries<EvidenceFile>().Any(e => e.State is EntityState.Added && e.Entity.ComplaintId == complaintId && e.Entity.By is Party.Citizen);

    private static Task<List<Guid>> HeadsAsync(MibspDbContext db, int departmentId, CancellationToken ct)
        => db.Users.Where(u => u.DepartmentId == departmentId && !u.IsDisabled && (u.Role == StaffRole.Supervisor || u.Role == StaffRole.IntegrityOfficer))
            .OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct);
}

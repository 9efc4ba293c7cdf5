using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using Mibsp.Domain.Tracking;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Filing;

/// <summary>A complaint as the wizard hands it over.</summary>
public sealed record NewComplaint(
    ComplaintKind Kind, int DepartmentId, int? ServiceId, int? WardId, KeepFrom KeepFrom, ComplaintStory Story,
    IReadOnlyList<StagedEvidence> Evidence, FurtherReport? FollowsUpon = null);

/// <summary>What came of filing: the day by which an answer is due, or why it was refused.</summary>
public sealed record FilingOutcome(DateOnly? DeadlineOn, Refusal? Refusal)
{
    public bool Succeeded => Refusal is null;
}

/// <summary>How a citizen's complaint comes in.</summary>
public sealed class ComplaintFiling(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintReception reception, EvidenceStore store,
    IComplaintEvents events)
{
    public const int FilesMax = 5;

    /// <summary>
    /// Files the complaint under a tracking ID that the wizard drew beforehand. Filing again under the same ID changes
    /// nothing and succeeds: that is what makes a double click, or a retry after a broken connection, harmless.
    /// </summary>
    public async Task<FilingOutcome> FileAsync(NewComplaint filed, TrackingId trackingId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var hash = reception.Key.Hash(trackingId);
        if (await FindDeadlineAsync(db, hash, ct) is { } known)
        {
            return new FilingOutcome(known, null);
        }

        var kept = new List<KeptEvidence>();
        try
        {
            return await FileAsync(db, filed, hash, kept, ct);
        }
        catch (Exception failure)
        {
            await KeptInVain.DropAsync(contexts, store, kept);
            if (failure is RuleBrokenException broken)
            {
                return new FilingOutcome(null, broken.Refusal);
            }

            if (failure is DbUpdateException or EvidenceUnreadableException)
            {
                // The same form sent twice at once: the other one was faster and took the ID and the staged files, and both
                // were meant as one.
                await using var again = await contexts.CreateDbContextAsync(ct);
                if (await FindDeadlineAsync(again, hash, ct) is { } deadline)
                {
                    return new FilingOutcome(deadline, null);
                }
            }

            if (failure is EvidenceUnreadableException)
            {
                return new FilingOutcome(null, Refusal.EvidenceGone);
            }

            throw;
        }
    }

    private async Task<FilingOutcome> FileAsync(
        MibspDbContext db, NewComplaint filed, byte[] hash, List<KeptEvidence> kept, CancellationToken ct)
    {
        Check(filed);
        var stamp = Stamp.Citizen(reception.Time);
        var complaint = Complaint.File(await RouteAsync(db, filed, stamp.On, ct), hash, stamp);
        if (filed.FollowsUpon is { } earlier)
        {
            complaint.LinkTo(earlier.ComplaintId, earlier.KeptFrom, stamp);
        }

        // Who suffers for a complaint that was no part of a flood is not put among one either.
        if (filed.FollowsUpon is null or { IsOfBurst: true })
        {
            complaint.JoinBurst(reception.Bursts.Next(complaint.DepartmentId));
        }

        using var cipher = ComplaintCipher.New(complaint.Id);
        db.Add(complaint);
        db.Add(new ComplaintKey(complaint.Id));
        db.Add(new ComplaintContent(filed.Story, cipher));
        foreach (var staged in filed.Evidence)
        {
            var file = await store.KeepAsync(staged, ct);
            kept.Add(file);
            db.Add(new EvidenceFile(complaint.NextNumber(), file, stamp, cipher));
        }

        await SaveAsync(db, complaint, cipher, stamp, ct);
        foreach (var staged in filed.Evidence)
        {
            store.DeleteStaged(staged.Name);
        }

        if (complaint.IsReleased)
        {
            events.Publish(new ComplaintChanged(complaint.Id, [complaint.DepartmentId]));
        }

        return new FilingOutcome(complaint.DeadlineOn, null);
    }

    private async Task SaveAsync(MibspDbContext db, Complaint complaint, ComplaintCipher cipher, Stamp stamp, CancellationToken ct)
    {
        var details = new Dictionary<string, string>
        {
            ["kind"] = complaint.Kind.ToString(),
            ["department"] = $"{complaint.DepartmentId}",
            ["deadline"] = $"{complaint.DeadlineOn:yyyy-MM-dd}",
        };
        var delay = (await reception.Rules.ReadAsync(db, ct)).DelayOn(stamp.On);
        await ledger.SaveAsync(db, [AuditRecord.Of(AuditAct.ComplaintFiled, stamp, complaint.Id, details)], ct, async token =>
        {
            if (!delay.Holds(complaint.Kind))
            {
                await CaseNumbering.GiveAsync(db, complaint, token);
            }

            reception.Keeping.Wrap(db.ComplaintKeys.Local.Single(), cipher);
        });
    }

    private static void Check(NewComplaint filed)
    {
        var story = filed.Story;
        Require(Enum.IsDefined(filed.Kind), Refusal.KindMissing);
        Require(story.Description.Trim().Length >= ComplaintContent.DescriptionMinLength, Refusal.TextTooShort);
        Require(story.Description.Length <= ComplaintContent.DescriptionMaxLength
            && (story.FileNumber?.Length ?? 0) <= ComplaintContent.FileNumberMaxLength
            && (story.HowToCheck?.Length ?? 0) <= ComplaintContent.HowToCheckMaxLength, Refusal.TextTooLong);
        Require(story.Amount is null or (>= 0 and <= ComplaintContent.AmountMax), Refusal.AmountOutOfRange);
        Require(filed.Evidence.Count <= FilesMax, Refusal.TooManyFiles);
    }

    private async Task<ComplaintFacts> RouteAsync(MibspDbContext db, NewComplaint filed, DateOnly today, CancellationToken ct)
    {
        Require(filed.Story.HappenedOn is null || filed.Story.HappenedOn <= today, Refusal.DayInFuture);

        // A department that was since closed down may have been worked for by those who retaliate.
        Require(filed.FollowsUpon is not null || await db.Departments.AnyAsync(d => d.Id == filed.DepartmentId && d.IsActive, ct), Refusal.DepartmentMissing);
        Require(filed.WardId is null || await db.Wards.AnyAsync(w => w.Id == filed.WardId && !w.IsDisabled, ct), Refusal.WardUnknown);
        var days = filed.FollowsUpon?.DeadlineDays ?? (await reception.Rules.ReadAsync(db, ct)).On(TownSetting.WithoutServiceDays, today);
        if (filed.ServiceId is { } serviceId)
        {
            var service = await db.Services.SingleOrDefaultAsync(
                s => s.Id == serviceId && s.DepartmentId == filed.DepartmentId && s.IsActive, ct);
            days = service?.DeadlineDays ?? throw new RuleBrokenException(Refusal.ServiceNotOfDepartment);
        }

        // Retaliation, and whatever the citizen wants kept from the department, never reaches the department.
        var aroundDepartment = filed.KeepFrom is not KeepFrom.Nobody || filed.Kind is ComplaintKind.Retaliation;
        var handling = aroundDepartment ? await ComplaintReception.IntegrityCellIdAsync(db, ct) : filed.DepartmentId;
        var calendar = await ReckoningSource.CalendarAsync(db, handling, ct);
        return new ComplaintFacts(
            filed.Kind, filed.KeepFrom, filed.DepartmentId, handling, filed.ServiceId, filed.WardId, days, calendar.After(today, days * MunicipalCalendar.Day))
        {
            KeptFrom = filed.KeepFrom is KeepFrom.Nobody ? [] : await PeopleOfAsync(db, filed.DepartmentId, ct),
        };
    }

    // Not only until they are moved to the integrity cell or become administrators.
    private static Task<List<Guid>> PeopleOfAsync(MibspDbContext db, int departmentId, CancellationToken ct)
        => db.Users.Where(u => u.DepartmentId == departmentId).Select(u => u.Id).ToListAsync(ct);

    private static async Task<DateOnly?> FindDeadlineAsync(MibspDbContext db, byte[] hash, CancellationToken ct)
        => await db.Complaints.Where(c => c.TrackingHash == hash).Select(c => (DateOnly?)c.DeadlineOn).SingleOrDefaultAsync(ct);
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Tracking;

/// <summary>A complaint as its citizen sees it. Times are days; staff are roles. Once it is erased, all that was written is gone.</summary>
public sealed record TrackedComplaint(
    Guid Id, ComplaintKind Kind, ComplaintStatus Status, ComplaintOutcome? Outcome, string NamedDepartment, string? Service, int? WardId,
    string HandlingDepartment, bool WithIntegrityCell, DateOnly FiledOn, DateOnly DeadlineOn, DateOnly? ProposedOn, bool IsDelayed,
    int Contests, IReadOnlyList<TrackedStep> History, IReadOnlyList<TrackedMessage> Messages, IReadOnlyList<TrackedFile> Files,
    DateOnly? ErasedOn)
{
    /// <summary>Null when it is closed, and in a town that has no staff yet.</summary>
    public Answering? Answering { get; init; }

    /// <summary>For whom the clock runs.</summary>
    public ClockState Clock { get; init; }

    /// <summary>It is delayed after this day: the deadline, or a later one while the clock stands still.</summary>
    public DateOnly LateAfterOn { get; init; }
    /// <summary>Calendar days in which the citizen may answer the closing that is proposed now.</summary>
    public int ConfirmationDays { get; init; }
}

/// <summary>One line of the history by day.</summary>
public sealed record TrackedStep(int Number, ComplaintStatus? From, ComplaintStatus To, Party By, string? Note, DateOnly On);

/// <summary>One message of the conversation.</summary>
public sealed record TrackedMessage(int Number, Party By, string Text, DateOnly On);

/// <summary>One file of evidence. The citizen is told that it is there; it is not served back to them.</summary>
public sealed record TrackedFile(int Number, EvidenceType Type, long Size, DateOnly On);

/// <summary>What the tracking page reads.</summary>
public sealed class TrackingQueries(IDbContextFactory<MibspDbContext> contexts, TrackingKey key, ComplaintKeeping keeping, MunicipalTime time, RulesReading rules)
{
    private const int MessagesMax = 500;

    /// <summary>The complaint of this tracking ID, or null.</summary>
    public async Task<TrackedComplaint?> FindAsync(TrackingId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var hash = key.Hash(id);
        var complaint = await db.Complaints.AsNoTracking().Include(c => c.History.OrderBy(h => h.Number))
            .SingleOrDefaultAsync(c => c.TrackingHash == hash, ct);
        if (complaint is null)
        {
            return null;
        }

        var named = await db.Departments.AsNoTracking().SingleAsync(d => d.Id == complaint.NamedDepartmentId, ct);
        var handling = await db.Departments.AsNoTracking().SingleAsync(d => d.Id == complaint.DepartmentId, ct);
        var service = await db.Services.Where(s => s.Id == complaint.ServiceId).Select(s => s.Name).SingleOrDefaultAsync(ct);
        using var cipher = await keeping.OpenAsync(db, complaint.Id, ct);
        var messages = cipher is null
            ? []
            : await db.Messages.AsNoTracking().Where(m => m.ComplaintId == complaint.Id).OrderBy(m => m.Number).Take(MessagesMax).ToListAsync(ct);
        var files = await db.EvidenceFiles.Where(e => e.ComplaintId == complaint.Id).OrderBy(e => e.Number)
            .Select(e => new TrackedFile(e.Number, e.Type, e.Size, e.On)).Take(2 * ComplaintFiling.FilesMax).ToListAsync(ct);
        return new TrackedComplaint(
            complaint.Id, complaint.Kind, complaint.Status, complaint.Outcome, named.Name, service, complaint.WardId,
            handling.Name, handling.IsIntegrityCell, complaint.FiledOn, complaint.DeadlineOn, complaint.ProposedOn,
            complaint.Status.IsOpen() && complaint.LateAfterOn < time.Today, complaint.Contests,
            [.. complaint.History.Select(h => new TrackedStep(h.Number, h.From, h.To, h.By, h.ReadNote(cipher), h.On))],
            [.. messages.Select(m => new TrackedMessage(m.Number, m.By, m.Read(cipher!), m.On))], files, complaint.ErasedOn)
        {
            Answering = await AnsweringNow.FindAsync(db, complaint, ct),
            Clock = complaint.Clock,
            LateAfterOn = complaint.LateAfterOn,
            ConfirmationDays = (await rules.ReadAsync(db, ct)).On(TownSetting.ConfirmationDays, complaint.ProposedOn ?? time.Today),
        };
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>
/// The newest part of the record: up to where it was read, which complaints others have changed in it, and whose notices may be others
/// than they were.
/// </summary>
public sealed record RecordTailPage(long Last, bool IsFull, IReadOnlyList<ComplaintChanged> Changed, IReadOnlyList<Guid> Told);

/// <summary>
/// Reads what was appended to the record since it was last looked at. Entries become visible in the order of their numbers, because
/// whoever appends holds the head's lock until commit: nothing can appear behind the last one that was read.
/// </summary>
public sealed class RecordTailQueries(IDbContextFactory<MibspDbContext> contexts, Ledger ledger)
{
    /// <summary>Where an act's details name the department that the complaint was with before.</summary>
    public const string FormerDepartment = "from";

    public const int PageSize = 500;

    /// <summary>What leaves everybody's work as it is, but for whom a new complaint goes to at once.</summary>
    private static readonly AuditAct[] _arrivals = [AuditAct.ComplaintFiled, AuditAct.ComplaintReleased, .. AuditActs.Readings];

    /// <summary>How long the record is. One row, found by its key. 0 where somebody deleted it: the next act puts it back.</summary>
    public async Task<long> HeadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AuditHeads.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0;
    }

    /// <summary>
    /// The complaints that other processes changed after <paramref name="seen"/>, each once, with the departments it is and was with, and
    /// the people to whom notices of them went.
    /// Null when nothing was appended. Of a complaint that is still held back no department hears.
    /// </summary>
    public async Task<RecordTailPage?> AfterAsync(long seen, CancellationToken ct)
    {
        if (await HeadAsync(ct) <= seen)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var lines = await (from e in db.AuditEntries.AsNoTracking()
                           where e.Sequence > seen
                           orderby e.Sequence
                           join d in db.AuditDetails on e.Sequence equals d.Sequence into details
                           from d in details.DefaultIfEmpty()
                           join c in db.Complaints on d.ComplaintId equals c.Id into complaints
                           from c in complaints.DefaultIfEmpty()
                           select new Line(e.Sequence, e.Act, e.ChainHash, d.UserId, d.ComplaintId, d.Json, c.DepartmentId, c.CaseNumber))
            .Take(PageSize).ToListAsync(ct);
        var last = lines.Count == 0 ? seen : lines[^1].Sequence;
        var others = lines.Where(line => !AuditActs.Readings.Contains(line.Act) && !ledger.Own.Has(line.Sequence, line.ChainHash)).ToList();
        var changed = others.Where(line => line.ComplaintId is not null).GroupBy(line => line.ComplaintId!.Value)
            .Select(lines => new ComplaintChanged(lines.Key, [.. lines.SelectMany(Departments).Distinct()])).ToList();
        var told = await ToldAsync(db, others, ct);
        ledger.Own.ForgetUpTo(last);
        return new RecordTailPage(last, lines.Count == PageSize, changed, told);
    }

    /// <summary>
    /// Who has or answers for what came in after <paramref name="since"/> and up to <paramref name="until"/>, where nothing but new complaints was
    /// entered, and that cases were read: what all others have before them is as it was. Null where anything else was done.
    /// </summary>
    public async Task<IReadOnlySet<Guid>?> OnlyArrivalsForAsync(long since, long until, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var entered = db.AuditEntries.Where(e => e.Sequence > since && e.Sequence <= until);
        if (until - since > PageSize || await entered.AnyAsync(e => !_arrivals.Contains(e.Act), ct))
        {
            return null;
        }

        var arrived = from e in entered
                      where !AuditActs.Readings.Contains(e.Act)
                      join d in db.AuditDetails on e.Sequence equals d.Sequence
                      join c in db.Complaints on d.ComplaintId equals c.Id
                      where c.OfficerId != null || c.AccountableId != null
                      select new { c.OfficerId, c.AccountableId };
        return (await arrived.ToListAsync(ct)).SelectMany(c => new[] { c.OfficerId, c.AccountableId }).OfType<Guid>().ToHashSet();
    }

    // Which entry a notice came with is not kept. Whoever has an unread one of these complaints is told: at worst a bell is read that
    // says the same as before.
    private static async Task<List<Guid>> ToldAsync(MibspDbContext db, List<Line> others, CancellationToken ct)
    {
        var told = others.Where(line => line.Act is AuditAct.NoticesChosen && line.UserId is not null).Select(line => line.UserId!.Value).ToHashSet();
        var ids = others.Where(line => line.ComplaintId is not null).Select(line => line.ComplaintId!.Value).Distinct().ToList();
        if (ids.Count > 0)
        {
            told.UnionWith(await db.Notices.Where(n => ids.Contains(n.ComplaintId) && !n.IsRead && !db.Recusals.Any(r => r.ComplaintId == n.ComplaintId && r.UserId == n.UserId))
                .Select(n => n.UserId).Distinct().ToListAsync(ct));
        }

        return [.. told];
    }

    private static IEnumerable<int> Departments(Line line)
    {
        if (line.CaseNumber is null || line.DepartmentId is not { } department)
        {
            yield break;
        }

        yield return department;
        if (Former(line.Json) is { } former)
        {
            yield return former;
        }
    }

    private static int? Former(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } details
                && details.TryGetValue(FormerDepartment, out var id) && int.TryParse(id, out var department) ? department : null;
        }
        catch (JsonException)
        {
            // Tampered with; that is for the check to say.
            return null;
        }
    }

    private sealed record Line(long Sequence, AuditAct Act, byte[] ChainHash, Guid? UserId, Guid? ComplaintId, string? Json, int? DepartmentId, string? CaseNumber);
}

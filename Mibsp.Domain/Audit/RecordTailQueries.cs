using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>The newest part of the record: up to where it was read, and which complaints others have changed in it.</summary>
public sealed record RecordTailPage(long Last, bool IsFull, IReadOnlyList<ComplaintChanged> Changed);

/// <summary>
/// Reads what was appended to the record since it was last looked at. Entries become visible in the order of their numbers, because
/// whoever appends holds the head's lock until commit: nothing can appear behind the last one that was read.
/// </summary>
public sealed class RecordTailQueries(IDbContextFactory<MibspDbContext> contexts, Ledger ledger)
{
    /// <summary>Where an act's details name the department that the complaint was with before.</summary>
    public const string FormerDepartment = "from";

    public const int PageSize = 500;

    /// <summary>How long the record is. One row, found by its key.</summary>
    public async Task<long> HeadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AuditHeads.Select(h => h.Sequence).SingleAsync(ct);
    }

    /// <summary>
    /// The complaints that other processes changed after <paramref name="seen"/>, each once, with the departments it is and was with.
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
                           select new Line(e.Sequence, e.Act, e.ChainHash, d.ComplaintId, d.Json, c.DepartmentId, c.CaseNumber))
            .Take(PageSize).ToListAsync(ct);
        var last = lines.Count == 0 ? seen : lines[^1].Sequence;
        var changed = lines.Where(line => line.ComplaintId is not null && !AuditActs.Readings.Contains(line.Act) && !ledger.Own.Has(line.Sequence, line.ChainHash))
            .GroupBy(line => line.ComplaintId!.Value)
            .Select(lines => new ComplaintChanged(lines.Key, [.. lines.SelectMany(Departments).Distinct()])).ToList();
        ledger.Own.ForgetUpTo(last);
        return new RecordTailPage(last, lines.Count == PageSize, changed);
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

    private sealed record Line(long Sequence, AuditAct Act, byte[] ChainHash, Guid? ComplaintId, string? Json, int? DepartmentId, string? CaseNumber);
}

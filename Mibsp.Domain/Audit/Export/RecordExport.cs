using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit.Export;

/// <summary>
/// A part of the record, with all that a third party needs to prove it without this program. Entries that the filter leaves out, and those about a
/// complaint that is kept from the reader, are there by number and hashes only, so that the chain can be followed. The format: infra/record-export.md.
/// </summary>
public sealed class RecordExport(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>How many entries one file holds at most. Its last line says where to go on.</summary>
    public const int Most = 100_000;

    private const int AtOnce = 1000;

    /// <summary>The lines of the file. <paramref name="range"/>: within which numbers, at most; what the filter cannot be among is left out at both ends.</summary>
    public IAsyncEnumerable<string> ReadAsync(AuditFilter filter, AuditRange? range, Actor actor, CancellationToken ct)
        => ReadAsync(filter, range, Most, actor, ct);

    internal async IAsyncEnumerable<string> ReadAsync(AuditFilter filter, AuditRange? range, int most, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            yield break;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var reach = await AuditReach.FindAsync(db, filter, actor, ct);
        var (first, last) = reach is null ? (1, 0) : await BoundsAsync(db, reach, range, ct);
        var until = Math.Min(last, first + most - 1);
        await EnterAsync(filter, reach, range, actor, ct);
        var hidden = await db.Recusals.Where(r => r.UserId == actor.UserId).Select(r => r.ComplaintId).ToHashSetAsync(ct);
        yield return RecordLine.Head(first, until, await AuditVerification.BeforeAsync(db, first, ct), await EndAsync(db, ct));
        for (var from = first; from <= until; from += AtOnce)
        {
            var (to, matching) = (Math.Min(until, from + AtOnce - 1), await MatchingAsync(db, reach!, from, Math.Min(until, from + AtOnce - 1), ct));
            foreach (var line in await AuditLines.ReadAsync(db, from, to, ct))
            {
                yield return matching.Contains(line.Sequence) ? RecordLine.Whole(line, hidden) : RecordLine.Hashes(line);
            }
        }

        yield return RecordLine.Foot(until - first + 1, until < last ? until + 1 : null);
    }

    // From the first entry that the filter lets through to the last: a case of a week is not handed on with the whole record around it.
    private static async Task<(long First, long Last)> BoundsAsync(MibspDbContext db, AuditReach reach, AuditRange? range, CancellationToken ct)
    {
        reach = range is null ? reach : reach with { First = Math.Max(reach.First, range.First), Last = Math.Min(reach.Last, range.Last) };
        var first = await reach.Along(db).OrderBy(s => s).Select(s => (long?)s).FirstOrDefaultAsync(ct);
        var last = await reach.Along(db).OrderByDescending(s => s).Select(s => (long?)s).FirstOrDefaultAsync(ct);
        return (first ?? 1, last ?? 0);
    }

    private static async Task<HashSet<long>> MatchingAsync(MibspDbContext db, AuditReach reach, long from, long to, CancellationToken ct)
        => await (reach with { First = Math.Max(reach.First, from), Last = Math.Min(reach.Last, to) }).Along(db)
            .Join(reach.Rest(db), s => s, e => e.Sequence, (s, _) => s).ToHashSetAsync(ct);

    /// <summary>The last entry that people may read, and the chain up to it.</summary>
    private static async Task<(long Number, byte[]? Chain)> EndAsync(MibspDbContext db, CancellationToken ct)
    {
        var end = await ReadableRecord.EndAsync(db, ct);
        var found = await db.AuditEntries.Where(e => e.Sequence <= end).OrderByDescending(e => e.Sequence).Select(e => new { e.Sequence, e.ChainHash }).FirstOrDefaultAsync(ct);
        return (found?.Sequence ?? 0, found?.ChainHash);
    }

    // Before the first line is given out: whoever has a part of the file stands in the record. That a case was looked for is an entry about that case,
    // so that those from whom it is kept do not see even this.
    // And only what was asked for is entered: from which number to which something was found would tell them of what kind the entries are that they do not see.
    private async Task EnterAsync(AuditFilter filter, AuditReach? reach, AuditRange? range, Actor actor, CancellationToken ct)
    {
        var details = new Dictionary<string, string?>
        {
            ["first"] = Number(range?.First), ["last"] = Number(range?.Last), ["act"] = filter.Act?.ToString(), ["side"] = filter.By?.ToString(),
            ["person"] = reach?.UserId?.ToString("N"), ["since"] = filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["until"] = filter.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        await using var db = await contexts.CreateDbContextAsync(ct);
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.RecordExported, Stamp.Staff(actor, time), reach?.ComplaintId,
            details.Where(d => d.Value is not null).ToDictionary(d => d.Key, d => d.Value!)), ct);
    }

    private static string? Number(long? asked) => asked is long.MaxValue ? null : asked?.ToString(CultureInfo.InvariantCulture);
}

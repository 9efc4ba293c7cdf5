using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>Entries from one number to another, both included.</summary>
public sealed record AuditRange(long First, long Last)
{
    public long Count => Last - First + 1;
}

/// <summary>
/// What a walk along the record found. <see cref="FirstBad"/> is null when all that was walked holds. With a <see cref="Range"/> only these entries were,
/// from what the entry before them says of itself: that they follow on it, and nothing about those before it.
/// </summary>
public sealed record AuditVerdict(long Entries, long? FirstBad, long Erased)
{
    public AuditRange? Range { get; init; }

    public bool Holds => FirstBad is null;
}

/// <summary>How far a walk along the record has come.</summary>
public sealed record AuditProgress(long Seen, long Entries);

/// <summary>Recomputes the record and compares: every number, every hash, every commitment, and, where the walk comes to the end, the head.</summary>
public sealed class AuditVerification(IDbContextFactory<MibspDbContext> contexts)
{
    private const int PageSize = 2000;

    public Task<AuditVerdict> VerifyAsync(CancellationToken ct) => VerifyAsync(null, null, ct);

    /// <summary>Walks the whole record, or a range of it. <paramref name="progress"/> hears, page by page, how far it has come.</summary>
    public async Task<AuditVerdict> VerifyAsync(AuditRange? range, IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);

        // The head first: entries appended meanwhile lie beyond it and are checked as such by their own chain.
        if (await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(ct) is not { } head)
        {
            return new AuditVerdict(0, 1, 0) { Range = range };
        }

        var (first, last) = (Math.Max(1, range?.First ?? 1), Math.Min(head.Sequence, range?.Last ?? head.Sequence));
        var verdict = new AuditVerdict(range is null ? head.Sequence : last - first + 1, null, 0) { Range = range };
        if (await BeforeAsync(db, first, ct) is not { } chain)
        {
            return verdict with { FirstBad = first - 1 };
        }

        var (bad, erased, reached) = await WalkAsync(db, first, last, chain, progress, ct);
        return verdict with { Erased = erased, FirstBad = bad ?? (last == head.Sequence ? await EndAsync(db, head, reached, ct) : null) };
    }

    /// <summary>The chain up to the entry before this one, as that entry tells it; null when it is gone.</summary>
    internal static async Task<byte[]?> BeforeAsync(MibspDbContext db, long first, CancellationToken ct)
        => first <= 1 ? new byte[AuditHash.Length] : await db.AuditEntries.Where(e => e.Sequence == first - 1).Select(e => e.ChainHash).SingleOrDefaultAsync(ct);

    private static async Task<(long? Bad, long Erased, byte[] Chain)> WalkAsync(
        MibspDbContext db, long first, long last, byte[] chain, IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        var (seen, erased) = (first - 1, 0L);
        var reading = ReadAsync(db, seen, last, ct);
        try
        {
            while (seen < last)
            {
                var page = await reading;
                ct.ThrowIfCancellationRequested();
                if (page.Count == 0)
                {
                    return (seen + 1, erased, chain);
                }

                // The next rows are read while these are hashed.
                reading = ReadAsync(db, page[^1].Entry.Sequence, last, ct);
                foreach (var row in page)
                {
                    chain = AuditHash.Chain(chain, row.Entry);
                    if (row.Entry.Sequence != ++seen || !Same(chain, row.Entry.ChainHash) || !Committed(row.Entry, row.Detail))
                    {
                        return (seen, erased, chain);
                    }

                    erased += row.Detail is null ? 1 : 0;
                }

                progress?.Report(new AuditProgress(seen - first + 1, last - first + 1));
            }

            return (null, erased, chain);
        }
        finally
        {
            // The context is still at work with it, however the walk ended; what is wrong with it was said or does not matter any more.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // On a thread of its own, because SQLite reads without letting go of it.
    private static Task<List<Row>> ReadAsync(MibspDbContext db, long after, long last, CancellationToken ct)
        => after >= last ? Task.FromResult(new List<Row>()) : Task.Run(async () => await PageAsync(db, after, last, PageSize, ct) ?? await PageAsync(db, after, last, 1, ct) ?? [], ct);

    // The head must be what the walk came to, and nothing may lie beyond it.
    private static async Task<long?> EndAsync(MibspDbContext db, AuditHead head, byte[] reached, CancellationToken ct)
    {
        var surplus = await db.AuditEntries.AsNoTracking()
            .Where(e => e.Sequence > head.Sequence).OrderBy(e => e.Sequence).Select(e => (long?)e.Sequence).FirstOrDefaultAsync(ct);
        var grown = await db.AuditHeads.AsNoTracking().Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct);
        return surplus is not null && grown == head.Sequence ? surplus : Same(reached, head.ChainHash) ? null : head.Sequence;
    }

    // Null when a row cannot be read at all, as an act that there is none of. Then they are read one by one, to find which.
    private static async Task<List<Row>?> PageAsync(MibspDbContext db, long after, long last, int size, CancellationToken ct)
    {
        try
        {
            return await db.AuditEntries.AsNoTracking()
                .Where(e => e.Sequence > after && e.Sequence <= last)
                .OrderBy(e => e.Sequence).Take(size)
                .GroupJoin(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { Entry = e, Details = d })
                .SelectMany(p => p.Details.DefaultIfEmpty(), (p, d) => new { p.Entry, Detail = d })
                .OrderBy(p => p.Entry.Sequence)
                .Select(p => new Row(p.Entry, p.Detail))
                .ToListAsync(ct);
        }
        catch (Exception unreadable) when (AuditLines.IsUnreadable(unreadable))
        {
            return null;
        }
    }

    private static bool Committed(AuditEntry entry, AuditDetail? detail)
        => detail is null
            || Same(entry.Commitment, AuditHash.Commit(detail.Salt, detail.UserId, detail.ComplaintId, detail.Json));

    private static bool Same(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);

    private sealed record Row(AuditEntry Entry, AuditDetail? Detail);
}

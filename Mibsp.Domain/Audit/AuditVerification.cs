using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>What a walk along the record found. <see cref="FirstBad"/> is null when all of it holds.</summary>
public sealed record AuditVerdict(long Entries, long? FirstBad, long Erased)
{
    public bool Holds => FirstBad is null;
}

/// <summary>How far a walk along the record has come.</summary>
public sealed record AuditProgress(long Seen, long Entries);

/// <summary>Recomputes the record from its first entry and compares: every number, every hash, every commitment, the head.</summary>
public sealed class AuditVerification(IDbContextFactory<MibspDbContext> contexts)
{
    private const int PageSize = 2000;

    public Task<AuditVerdict> VerifyAsync(CancellationToken ct) => VerifyAsync(null, ct);

    /// <summary>Walks the whole record. <paramref name="progress"/> hears, page by page, how far it has come.</summary>
    public async Task<AuditVerdict> VerifyAsync(IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);

        // The head first: entries appended meanwhile lie beyond it and are checked as such by their own chain.
        if (await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(ct) is not { } head)
        {
            return new AuditVerdict(0, 1, 0);
        }

        var (seen, erased, chain) = (0L, 0L, new byte[AuditHash.Length]);
        while (seen < head.Sequence)
        {
            var page = await PageAsync(db, seen, head.Sequence, PageSize, ct) ?? await PageAsync(db, seen, head.Sequence, 1, ct) ?? [];
            if (page.Count == 0)
            {
                return new AuditVerdict(head.Sequence, seen + 1, erased);
            }

            foreach (var row in page)
            {
                chain = AuditHash.Chain(chain, row.Entry);
                if (row.Entry.Sequence != ++seen || !Same(chain, row.Entry.ChainHash) || !Committed(row.Entry, row.Detail))
                {
                    return new AuditVerdict(head.Sequence, seen, erased);
                }

                erased += row.Detail is null ? 1 : 0;
            }

            progress?.Report(new AuditProgress(seen, head.Sequence));
        }

        var surplus = await db.AuditEntries.AsNoTracking()
            .Where(e => e.Sequence > head.Sequence).OrderBy(e => e.Sequence).Select(e => (long?)e.Sequence).FirstOrDefaultAsync(ct);
        var grown = await db.AuditHeads.AsNoTracking().Select(h => h.Sequence).SingleAsync(ct);
        var unknown = surplus is not null && grown == head.Sequence;
        return !Same(chain, head.ChainHash) || unknown
            ? new AuditVerdict(head.Sequence, unknown ? surplus : head.Sequence, erased)
            : new AuditVerdict(head.Sequence, null, erased);
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
        catch (Exception unreadable) when (unreadable is InvalidOperationException or FormatException or InvalidCastException or ArgumentException)
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

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
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(ct);
        var (seen, erased, chain) = (0L, 0L, new byte[AuditHash.Length]);
        while (seen < head.Sequence)
        {
            var after = seen;
            var page = await db.AuditEntries.AsNoTracking()
                .Where(e => e.Sequence > after && e.Sequence <= head.Sequence)
                .OrderBy(e => e.Sequence).Take(PageSize)
                .GroupJoin(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { Entry = e, Details = d })
                .SelectMany(p => p.Details.DefaultIfEmpty(), (p, d) => new { p.Entry, Detail = d })
                .OrderBy(p => p.Entry.Sequence)
                .ToListAsync(ct);
            if (page.Count == 0)
            {
                return new AuditVerdict(head.Sequence, seen + 1, erased);
            }

            foreach (var row in page)
            {
                chain = AuditHash.Chain(chain, row.Entry);
                if (row.Entry.Sequence != ++seen || !Same(chain, row.Entry.ChainHash) || !Kept(row.Entry, row.Detail))
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

    private static bool Kept(AuditEntry entry, AuditDetail? detail)
        => detail is null
            || Same(entry.Commitment, AuditHash.Commit(detail.Salt, detail.UserId, detail.ComplaintId, detail.Json));

    private static bool Same(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);
}

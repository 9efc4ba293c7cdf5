using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit.Reading;

/// <summary>An entry with its details, as far as they are there. No entry: it cannot be read, because somebody wrote into it what the portal never does.</summary>
internal sealed record AuditLine(long Sequence, AuditEntry? Entry, AuditDetail? Detail);

/// <summary>Reads entries by their numbers. One that was tampered with until it cannot be read keeps nobody from reading the others.</summary>
internal static class AuditLines
{
    /// <summary>The entries there are of these, in the order of their numbers.</summary>
    public static Task<List<AuditLine>> ReadAsync(MibspDbContext db, List<long> sequences, CancellationToken ct)
        => sequences.Count == 0 ? Task.FromResult(new List<AuditLine>()) : ReadAsync(db, db.AuditEntries.Where(e => sequences.Contains(e.Sequence)), ct);

    /// <summary>The entries there are from one number to another, in their order.</summary>
    public static Task<List<AuditLine>> ReadAsync(MibspDbContext db, long first, long last, CancellationToken ct)
        => ReadAsync(db, db.AuditEntries.Where(e => e.Sequence >= first && e.Sequence <= last), ct);

    private static async Task<List<AuditLine>> ReadAsync(MibspDbContext db, IQueryable<AuditEntry> wanted, CancellationToken ct)
    {
        if (await TryAsync(db, wanted, ct) is { } all)
        {
            return all;
        }

        var lines = new List<AuditLine>();
        foreach (var sequence in await wanted.OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(ct))
        {
            var line = await TryAsync(db, db.AuditEntries.Where(e => e.Sequence == sequence), ct);
            lines.AddRange(line ?? [new AuditLine(sequence, null, null)]);
        }

        return lines;
    }

    /// <summary>Whether this is how the database says that a value is none of those that there are.</summary>
    public static bool IsUnreadable(Exception exception) => exception is InvalidOperationException or FormatException or InvalidCastException or ArgumentException;

    private static async Task<List<AuditLine>?> TryAsync(MibspDbContext db, IQueryable<AuditEntry> entries, CancellationToken ct)
    {
        try
        {
            return await entries.AsNoTracking().OrderBy(e => e.Sequence)
                .GroupJoin(db.AuditDetails, e => e.Sequence, d => d.Sequence, (e, d) => new { Entry = e, Details = d })
                .SelectMany(p => p.Details.DefaultIfEmpty(), (p, d) => new { p.Entry, Detail = d })
                .OrderBy(p => p.Entry.Sequence)
                .Select(p => new AuditLine(p.Entry.Sequence, p.Entry, p.Detail))
                .ToListAsync(ct);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable) && unreadable is not ObjectDisposedException)
        {
            return null;
        }
    }
}

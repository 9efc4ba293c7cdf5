using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>
/// The lock that whoever appends to the record holds until commit: its head row. Where somebody deleted that row, it is put back, so that
/// complaints still come in; but not as it was, so that every check finds the break.
/// </summary>
internal static class HeadLock
{
    /// <summary>What the chain goes on from where the head is gone. No entry's hash: the next one follows on nothing, and is the break.</summary>
    private static readonly byte[] _lost = [.. Enumerable.Repeat(byte.MaxValue, AuditHash.Length)];

    /// <summary>A transaction that alone may append.</summary>
    public static async Task<IDbContextTransaction> TakeAsync(MibspDbContext db, CancellationToken ct)
    {
        if (await TryAsync(db, ct) is { } taken)
        {
            return taken;
        }

        await PutBackAsync(db, ct);
        return await TryAsync(db, ct) ?? throw new InvalidOperationException("The head of the record is gone and does not stay.");
    }

    private static async Task<IDbContextTransaction?> TryAsync(MibspDbContext db, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        var isTaken = false;
        try
        {
            isTaken = await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Locks, h => h.Locks + 1), ct) > 0;
            return isTaken ? transaction : null;
        }
        finally
        {
            if (!isTaken)
            {
                await transaction.DisposeAsync();
            }
        }
    }

    private static async Task PutBackAsync(MibspDbContext db, CancellationToken ct)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "AuditHeads" ("Id", "Sequence", "ChainHash", "Locks", "Town")
                SELECT {AuditHead.OnlyId}, COALESCE(MAX("Sequence"), 0), {_lost}, 0, COALESCE(MAX("Sequence"), 0) + 1 FROM "AuditEntries"
                """, ct);
        }
        catch (DbException)
        {
            // Another process was faster.
            if (!await db.AuditHeads.AnyAsync(ct))
            {
                throw;
            }
        }
    }
}

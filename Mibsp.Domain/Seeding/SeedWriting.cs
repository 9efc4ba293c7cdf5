using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Bulk;

namespace Mibsp.Domain.Seeding;

/// <summary>
/// Saves a batch as <see cref="Ledger"/> saves an act: numbers, rows, tallies and chained entries in one transaction under the record's lock.
/// Whatever batch was the last, tallies and chain hold.
/// </summary>
internal sealed class SeedWriting(MibspDbContext db, BulkLoading bulk, ComplaintKeeping keeping)
{
    private readonly RowShape _complaints = RowShape.Of<Complaint>(db);
    private readonly RowShape _history = RowShape.Of<StatusChange>(db, isOwned: true);
    private readonly RowShape _spans = RowShape.Of<CaseSpan>(db, isOwned: true);
    private readonly RowShape _steps = RowShape.Of<LadderStep>(db, isOwned: true);
    private readonly RowShape _recusals = RowShape.Of<Recusal>(db, isOwned: true);
    private readonly RowShape _contents = RowShape.Of<ComplaintContent>(db);
    private readonly RowShape _messages = RowShape.Of<Message>(db);
    private readonly RowShape _notes = RowShape.Of<Note>(db);
    private readonly RowShape _keys = RowShape.Of<ComplaintKey>(db);
    private readonly RowShape _notices = RowShape.Of<Notice>(db);
    private readonly RowShape _entries = RowShape.Of<AuditEntry>(db);
    private readonly RowShape _details = RowShape.Of<AuditDetail>(db);

    /// <summary>The tables whose indexes are best made at the end.</summary>
    public IReadOnlyCollection<string> Tables
        => [.. new[] { _complaints, _history, _spans, _steps, _recusals, _contents, _messages, _notes, _keys, _notices, _entries, _details }.Select(shape => shape.Table)];

    public async Task WriteAsync(SeedBatch batch, CancellationToken ct)
    {
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Locks, h => h.Locks + 1), token);
            await NumberAsync(batch, token);
            await WriteComplaintsAsync(batch, token);
            await WriteRecordAsync(batch.Records, token);
            await db.SaveChangesAsync(token);
            await db.RingAsync(token);
            await transaction.CommitAsync(token);
        }, ct);
        batch.Lives.ForEach(life => life.Dispose());
    }

    private async Task NumberAsync(SeedBatch batch, CancellationToken ct)
    {
        var (counters, tallies) = (await db.CaseCounters.ToDictionaryAsync(c => c.Year, ct), new TallySheet());
        foreach (var complaint in batch.Lives.Select(life => life.Complaint))
        {
            if (!counters.TryGetValue(complaint.FiledOn.Year, out var counter))
            {
                counters.Add(complaint.FiledOn.Year, counter = db.Add(new CaseCounter(complaint.FiledOn.Year, 0)).Entity);
            }

            complaint.Number(counter.Next());
            tallies.Count(complaint);
        }

        await tallies.ApplyAsync(db, [], ct);
    }

    // In the order of their keys, so that neighbours in a table are written together.
    private async Task WriteComplaintsAsync(SeedBatch batch, CancellationToken ct)
    {
        var complaints = batch.Lives.Select(l => l.Complaint).OrderBy(c => c.Id.ToString(), StringComparer.Ordinal).ToList();
        await bulk.WriteAsync(db, _complaints, complaints.Select(c => new BulkRow(c, c.Id)), ct);
        await OwnedAsync(_history, c => c.History);
        await OwnedAsync(_spans, c => c.Spans);
        await OwnedAsync(_steps, c => c.Steps);
        await OwnedAsync(_recusals, c => c.Recusals);
        var written = batch.Lives.SelectMany(l => l.Written).ToList();
        await bulk.WriteAsync(db, _contents, written.OfType<ComplaintContent>().Select(w => new BulkRow(w, default)), ct);
        await bulk.WriteAsync(db, _messages, written.OfType<Message>().Select(w => new BulkRow(w, default)), ct);
        await bulk.WriteAsync(db, _notes, written.OfType<Note>().Select(w => new BulkRow(w, default)), ct);
        await bulk.WriteAsync(db, _keys, batch.Lives.Where(l => l.Complaint.ErasedOn is null).Select(l => new BulkRow(Wrapped(l.Cipher), default)), ct);
        await bulk.WriteAsync(db, _notices, batch.Notices.Select(n => new BulkRow(n, default)), ct);

        Task OwnedAsync<T>(RowShape shape, Func<Complaint, IEnumerable<T>> of) where T : class
            => bulk.WriteAsync(db, shape, complaints.SelectMany(c => of(c).Select(entity => new BulkRow(entity, c.Id))), ct);
    }

    private ComplaintKey Wrapped(ComplaintCipher cipher)
    {
        var key = new ComplaintKey(cipher.ComplaintId);
        keeping.Wrap(key, cipher);
        return key;
    }

    private async Task WriteRecordAsync(List<AuditRecord> records, CancellationToken ct)
    {
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(ct);
        var (sequence, chain, entries, details) = (head.Sequence, head.ChainHash, new List<BulkRow>(records.Count), new List<BulkRow>(records.Count));
        foreach (var record in records)
        {
            var salt = RandomNumberGenerator.GetBytes(AuditHash.Length);
            var entry = new AuditEntry(++sequence, record, AuditHash.Commit(salt, record.Stamp.UserId, record.ComplaintId, record.Json));
            entry.ChainHash = chain = AuditHash.Chain(chain, entry);
            entries.Add(new BulkRow(entry, default));
            details.Add(new BulkRow(new AuditDetail(sequence, salt, record), default));
        }

        await bulk.WriteAsync(db, _entries, entries, ct);
        await bulk.WriteAsync(db, _details, details, ct);
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, sequence).SetProperty(h => h.ChainHash, chain), ct);
    }
}

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Audit;

/// <summary>
/// The one way by which a change is saved: the change, its entry in the record and the counters in one transaction,
/// or none of them. Writers queue here first and at the record's head row in the database second, so that the
/// sequence has no gaps with any number of callers and processes.
/// </summary>
public sealed class Ledger(MunicipalTime time, RulesReading rules, TownReading towns, INoticeEvents? notices = null) : IDisposable
{
    // Fair and cheap in this process; other processes are held off by the row lock.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>What this process wrote itself.</summary>
    public OwnEntries Own { get; } = new();

    private readonly ClockKeeping _clock = new(time, rules, towns);

    /// <summary>
    /// Loads the one complaint of <paramref name="complaints"/> to change it: with all its clock, brought up to today. Null when there
    /// is none. What is loaded otherwise is refused by <see cref="SaveAsync(MibspDbContext, IReadOnlyCollection{AuditRecord}, CancellationToken, Func{CancellationToken, Task}?)"/>.
    /// </summary>
    public Task<Complaint?> LoadAsync(MibspDbContext db, IQueryable<Complaint> complaints, CancellationToken ct) => _clock.LoadAsync(db, complaints, ct);

    /// <summary>
    /// Saves all that is pending in <paramref name="db"/> together with <paramref name="records"/>.
    /// <paramref name="underLock"/> runs inside the transaction while this caller alone may write (numbers are given there).
    /// Throws <see cref="DbUpdateConcurrencyException"/> when somebody else changed the same complaint first.
    /// </summary>
    public Task SaveAsync(MibspDbContext db, IReadOnlyCollection<AuditRecord> records, CancellationToken ct, Func<CancellationToken, Task>? underLock = null)
        => SaveAsync(db, records, underLock is null ? (_, _) => Task.CompletedTask : (_, token) => underLock(token), ct);

    /// <summary>The same; <paramref name="underLock"/> is told how often the town was changed (<see cref="AuditHead.Town"/>), which nobody does meanwhile.</summary>
    internal async Task SaveAsync(MibspDbContext db, IReadOnlyCollection<AuditRecord> records, Func<long, CancellationToken, Task> underLock, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var (added, assigning) = (new List<object>(), new RuleAssigning(time));
            db.ChangeTracker.AutoDetectChangesEnabled = !IsAllNew(db);
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
            {
                Forget(db, added);
                await using var transaction = await HeadLock.TakeAsync(db, token);
                var head = await HeadAsync(db, token);
                await RefuseStaleAsync(db, token);
                await underLock(head.Town, token);
                var byRule = await assigning.ApplyAsync(db, added, token);
                var more = await _clock.ApplyAsync(db, head.Town, byItself: records.Count == 0, token);
                await TallyKeeping.ApplyAsync(db, added, token);
                await NoticeKeeping.ApplyAsync(db, records, added, token);
                await AppendAsync(db, head, [.. records, .. byRule, .. more], added, token);
                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, token);
                await transaction.CommitAsync(token);
            }, ct);
            notices?.Tell(NoticeKeeping.Told(db));
            db.ChangeTracker.AcceptAllChanges();
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
            _gate.Release();
        }
    }

    /// <summary>Saves one act. See the other overload.</summary>
    public Task SaveAsync(MibspDbContext db, AuditRecord record, CancellationToken ct) => SaveAsync(db, [record], ct);

    /// <summary>
    /// Makes a change under the lock and saves it: what <paramref name="change"/> does with <paramref name="db"/>, which begins with nothing
    /// loaded, and the entries it adds. After a lost connection it is called again, from the beginning. A rule that it breaks is the
    /// outcome, and nothing was changed then; so is <see cref="Refusal.ChangedByOthers"/>.
    /// </summary>
    public async Task<Outcome> ChangeAsync(MibspDbContext db, Func<List<AuditRecord>, CancellationToken, Task> change, CancellationToken ct)
    {
        var records = new List<AuditRecord>();
        try
        {
            await SaveAsync(db, records, ct, token =>
            {
                records.Clear();
                db.ChangeTracker.Clear();
                return change(records, token);
            });
            return Outcome.Done;
        }
        catch (RuleBrokenException broken)
        {
            return broken.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.ChangedByOthers;
        }
    }

    public void Dispose() => _gate.Dispose();

    // What is new cannot have changed. EF Core would look for changes in all of it whenever it is asked anything, which for sixty complaints at once is a good
    // part of the work; so it looks when the clock has settled them (ClockKeeping), and then no more.
    private static bool IsAllNew(MibspDbContext db)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var states = db.ChangeTracker.Entries().Select(e => e.State).ToList();
        return states.Count > 0 && states.TrueForAll(state => state is EntityState.Added);
    }

    // Nobody else writes under the lock, so what is current here is so at the commit. Left to the database, a stale change could
    // fail in other ways first: PostgreSQL refuses its line of the timeline, whose number is taken, before it looks at the version.
    private static async Task RefuseStaleAsync(MibspDbContext db, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<Complaint>().Where(e => e.State is EntityState.Modified or EntityState.Deleted).ToList())
        {
            var (id, version) = (entry.Entity.Id, entry.OriginalValues.GetValue<int>(nameof(Complaint.Version)));
            if (!await db.Complaints.AnyAsync(c => c.Id == id && c.Version == version, ct))
            {
                throw new DbUpdateConcurrencyException("The complaint was changed by somebody else.");
            }
        }
    }

    // Beyond the head there is nothing, unless somebody tampered: then the next number is one after it, on the head's own chain. Work goes on, and the
    // break stays for the check to find.
    private static async Task<Head> HeadAsync(MibspDbContext db, CancellationToken ct)
    {
        var head = await db.AuditHeads.AsNoTracking().Select(h => new { h.Sequence, h.ChainHash, h.Town, Last = db.AuditEntries.Max(e => (long?)e.Sequence) }).SingleAsync(ct);
        return new Head(Math.Max(head.Sequence, head.Last ?? 0), head.ChainHash, head.Town);
    }

    private async Task AppendAsync(MibspDbContext db, Head head, IReadOnlyCollection<AuditRecord> records, List<object> added, CancellationToken ct)
    {
        var (sequence, chain) = (head.Sequence, head.ChainHash);
        foreach (var record in records)
        {
            var salt = RandomNumberGenerator.GetBytes(AuditHash.Length);
            var commitment = AuditHash.Commit(salt, record.Stamp.UserId, record.ComplaintId, record.Json);
            var entry = new AuditEntry(++sequence, record, commitment);
            entry.ChainHash = chain = AuditHash.Chain(chain, entry);
            Own.Note(sequence, chain);
            added.Add(db.Add(entry).Entity);
            added.Add(db.Add(new AuditDetail(sequence, salt, record)).Entity);
            foreach (var subject in record.Subjects)
            {
                added.Add(db.Add(new AuditSubject(subject, sequence)).Entity);
            }
        }

        await db.AuditHeads.ExecuteUpdateAsync(
            s => s.SetProperty(h => h.Sequence, sequence).SetProperty(h => h.ChainHash, chain), ct);
        await db.RingAsync(ct);
    }

    // What a failed attempt added is made anew by the next one.
    private static void Forget(MibspDbContext db, List<object> added)
    {
        added.ForEach(entity => db.Entry(entity).State = EntityState.Detached);
        added.Clear();
    }

    /// <summary>What the next entry follows upon, and how often the town was changed.</summary>
    private sealed record Head(long Sequence, byte[] ChainHash, long Town);
}

using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Sqlite;

namespace Mibsp.Domain.Filing;

/// <summary>
/// Saves what is filed at the same time in one transaction: the disk is waited for once, and not once for each. Nobody waits for others to come: whoever finds nobody
/// at work saves at once, and what is handed in meanwhile is saved together next, in the order in which it came, by the first of them.
/// What cannot be saved takes nothing else with it.
/// </summary>
public sealed class FilingTogether(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, TownReading towns, ComplaintReception reception)
{
    /// <summary>So many at once at most: the first of them waits for the last one's rows, and so does everybody else who writes.</summary>
    internal const int Most = 64;

    private readonly Lock _gate = new();
    private readonly Queue<Handed> _line = [];
    private bool _isLed;
    private int _waiting;

    /// <summary>For tests: how many were handed in and are not dealt with.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Returns the complaint once it is saved for good. What it was refused for is thrown. Given up while it is saved by itself, it is not saved; together with others, who want
    /// theirs to be, it is.
    /// </summary>
    internal async Task<Complaint> SaveAsync(FilingDraft draft, CancellationToken ct)
    {
        var own = new Handed(draft, ct);
        if (Join(own) || await own.Leads.Task)
        {
            await LeadAsync();
        }

        own.Failure?.Throw();
        return own.Saved!;
    }

    /// <summary>Whether nobody is at work, and the newcomer is to begin.</summary>
    private bool Join(Handed own)
    {
        lock (_gate)
        {
            _line.Enqueue(own);
            _waiting++;
            return !_isLed && (_isLed = true);
        }
    }

    // Whoever leads is the first in the line, and leads once: nobody's answer waits for what comes after it.
    private async Task LeadAsync()
    {
        var together = new List<Handed>();
        lock (_gate)
        {
            while (together.Count < Most && _line.TryDequeue(out var next))
            {
                together.Add(next);
            }
        }

        try
        {
            await SaveAsync(together);
        }
        finally
        {
            HandOver(together.Count);
            together.ForEach(saved => saved.Leads.TrySetResult(false));
        }
    }

    private void HandOver(int done)
    {
        lock (_gate)
        {
            _waiting -= done;
            _isLed = _line.TryPeek(out var next);
            next?.Leads.TrySetResult(true);
        }
    }

    private async Task SaveAsync(List<Handed> together)
    {
        try
        {
            await TryAsync(together);
        }
        catch (RuleBrokenException) when (together.TrueForAll(refused => refused.Failure is not null))
        {
            // Nothing was left to save, and each knows why.
        }
        catch (Exception failure) when (together.Count > 1 && IsOfOne(failure))
        {
            // Which one it is shows when there are fewer.
            var half = together.Count / 2;
            await SaveAsync(together[..half]);
            await SaveAsync(together[half..]);
        }
        catch (Exception failure)
        {
            together.ForEach(failed => failed.Failure = ExceptionDispatchInfo.Capture(failure));
        }
    }

    private async Task TryAsync(List<Handed> together)
    {
        var ct = together is [var alone] ? alone.GivenUp : CancellationToken.None;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (saved, records) = (new List<(Handed Of, FilingRows Rows)>(), new List<AuditRecord>());
        try
        {
            await ledger.SaveAsync(db, records, async (townChanges, token) =>
            {
                Forget(db, saved, records);
                var town = await towns.ReadAsync(db, townChanges, token);
                foreach (var handed in together)
                {
                    await AddAsync(db, handed, town, saved, token);
                }

                if (saved.Count == 0)
                {
                    together[0].Failure!.Throw();
                }

                records.AddRange(saved.Select(one => one.Rows.Record));
                await CaseNumbering.GiveAsync(db, saved.Where(one => !IsHeld(one.Of.Draft, town)).Select(one => one.Rows.Complaint), token);
                saved.ForEach(one => reception.Keeping.Wrap(one.Rows.Key, one.Rows.Cipher));
            }, ct);
            saved.ForEach(one => one.Of.Saved = one.Rows.Complaint);
        }
        finally
        {
            saved.ForEach(one => one.Rows.Dispose());
        }
    }

    // An attempt that failed is repeated from the beginning. What is added then is all new, and need not be searched for changes.
    private static void Forget(MibspDbContext db, List<(Handed Of, FilingRows Rows)> saved, List<AuditRecord> records)
    {
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        saved.ForEach(one => one.Rows.Dispose());
        saved.Clear();
        records.Clear();
    }

    private async Task AddAsync(MibspDbContext db, Handed handed, TownAtHand town, List<(Handed Of, FilingRows Rows)> saved, CancellationToken ct)
    {
        var draft = handed.Draft;
        try
        {
            handed.Failure = null;
            var facts = await FilingRouting.FactsAsync(db, draft.Filed, town, draft.Stamp.On, ct);
            saved.Add((handed, draft.AddTo(db, facts, handed.BurstAmong(reception.Bursts, facts.HandlingDepartmentId))));
        }
        catch (RuleBrokenException broken)
        {
            handed.Failure = ExceptionDispatchInfo.Capture(broken);
        }
    }

    private static bool IsHeld(FilingDraft draft, TownAtHand town) => town.Rules.DelayOn(draft.Stamp.On).Holds(draft.Filed.Kind);

    // A row that the database refuses. That it does not answer is everybody's trouble: a server's errors then have a cause of
    // their own. Who asked it half by half would wait for it as often.
    private static bool IsOfOne(Exception failure) => failure switch
    {
        DbUpdateException { InnerException: DbException fault } => fault.InnerException is null && !SqliteFaults.IsOfDatabase(fault),
        DbUpdateException { InnerException: null } => true,
        _ => false,
    };

    private sealed class Handed(FilingDraft draft, CancellationToken ct)
    {
        private (Guid? Burst, bool IsCounted) _among;

        public FilingDraft Draft => draft;

        public CancellationToken GivenUp => ct;

        public Complaint? Saved { get; set; }

        /// <summary>Counted once, however often it is tried to be saved. Who suffers for a complaint that was no part of a flood is not put among one either.</summary>
        public Guid? BurstAmong(BurstWatch bursts, int departmentId)
        {
            if (!_among.IsCounted)
            {
                _among = (draft.Filed.FollowsUpon is null or { IsOfBurst: true } ? bursts.Next(departmentId) : null, true);
            }

            return _among.Burst;
        }

        public ExceptionDispatchInfo? Failure { get; set; }

        /// <summary>True when this one is to lead the next saving; false when it was dealt with.</summary>
        public TaskCompletionSource<bool> Leads { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

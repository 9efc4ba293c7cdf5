using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>How far a recount has come.</summary>
public sealed record RecountProgress(int Complaints);

/// <summary>
/// Counts all tallies anew from the complaints, mends what differs and enters in the record what it found. Also how tallies come to be where
/// complaints were there before them. Called by a job; safe to call twice and beside all other acts.
/// </summary>
public sealed class FigureRecount(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    // So that nobody waits long for the record's lock while very much is mended.
    private const int CellsAtOnce = 500;
    private const int FlowCellsAtOnce = 5000;

    /// <summary>Where there is something to count that was not counted yet, or the last recount was on an earlier day. Null where there is not.</summary>
    public async Task<RecountResult?> RunDueAsync(IProgress<RecountProgress>? progress, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (check, isBehind) = (await db.FigureChecks.AsNoTracking().SingleOrDefaultAsync(ct), await FigureSums.IsBehindAsync(db, ct));
        if (isBehind || (check is not null && (check.On ?? check.SinceOn) < time.Today))
        {
            return await RunAsync(progress, ct);
        }

        if (check is null)
        {
            await BeginAsync(db, ct);
        }

        return null;
    }

    /// <summary>
    /// Compares and mends. What is compared is one moment's; as tallies change by differences only, by how much a cell was wrong
    /// then is by how much it is wrong now, whatever was done since.
    /// </summary>
    public async Task<RecountResult> RunAsync(IProgress<RecountProgress>? progress, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await BeginAsync(db, ct);
        var (wrong, cells) = await Snapshot.ReadAsync(db, token => CompareAsync(db, progress, token), ct);
        var result = new RecountResult(time.Today, cells, wrong.Cells);
        foreach (var piece in Pieces(wrong))
        {
            await ledger.SaveAsync(db, [], ct, async token =>
            {
                db.ChangeTracker.Clear();
                if (await db.FigureChecks.AnyAsync(c => c.Run == run, token))
                {
                    await piece.ApplyAsync(db, [], token);
                }
            });
        }

        await EndAsync(db, run, result, ct);
        return result;
    }

    private async Task<Guid> BeginAsync(MibspDbContext db, CancellationToken ct)
    {
        var run = Identifiers.Random();
        await ledger.SaveAsync(db, [], ct, async token =>
        {
            db.ChangeTracker.Clear();
            if (await db.FigureChecks.ExecuteUpdateAsync(s => s.SetProperty(c => c.Run, run), token) == 0)
            {
                db.Add(new FigureCheck(time.Today, run));
            }
        });
        return run;
    }

    private async Task EndAsync(MibspDbContext db, Guid run, RecountResult result, CancellationToken ct)
    {
        var records = new List<AuditRecord>();
        await ledger.SaveAsync(db, records, ct, async token =>
        {
            records.Clear();
            db.ChangeTracker.Clear();
            var check = db.FigureChecks.Where(c => c.Run == run);
            if (await check.ExecuteUpdateAsync(
                s => s.SetProperty(c => c.On, result.On).SetProperty(c => c.Cells, result.Cells).SetProperty(c => c.Differing, result.Differing), token) > 0)
            {
                // What nothing is counted in any more would grow for ever.
                await db.WorkTallies.Where(w => w.Count == 0).ExecuteDeleteAsync(token);
                await db.AgeTallies.Where(a => a.Count == 0).ExecuteDeleteAsync(token);
                records.Add(AuditRecord.Of(AuditAct.FiguresRecounted, Stamp.System(time), null, new Dictionary<string, string>
                {
                    ["cells"] = $"{result.Cells}", ["differing"] = $"{result.Differing}",
                }));
            }
        });
    }

    /// <summary>By how much each cell is to change to be right, and how many cells there are. Within one snapshot, unless nobody writes.</summary>
    internal static async Task<(TallySheet Wrong, int Cells)> CompareAsync(MibspDbContext db, IProgress<RecountProgress>? progress, CancellationToken ct)
    {
        var sheet = await TallyCounting.CountAsync(db, count => progress?.Report(new RecountProgress(count)), ct);
        var cells = sheet.Cells;
        await foreach (var tally in db.ComplaintTallies.AsNoTracking().Where(t => t.Count != 0).AsAsyncEnumerable().WithCancellation(ct))
        {
            cells += Take(sheet.Tallies, TallyKey.Of(tally.DepartmentId, tally.FiledMonth, tally.Status), tally.Count);
        }

        await foreach (var work in db.WorkTallies.AsNoTracking().Where(w => w.Count != 0).AsAsyncEnumerable().WithCancellation(ct))
        {
            cells += Take(sheet.Work, new WorkKey(work.DepartmentId, work.OfficerId, work.LateAfterOn), work.Count);
        }

        await foreach (var age in db.AgeTallies.AsNoTracking().Where(a => a.Count != 0).AsAsyncEnumerable().WithCancellation(ct))
        {
            cells += Take(sheet.Ages, new AgeKey(age.DepartmentId, age.FiledOn), age.Count);
        }

        await foreach (var flow in db.FlowTallies.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            cells += sheet.Flow.Cells.ContainsKey(flow.Cell) || flow.Count == default ? 0 : 1;
            sheet.Flow.Add(flow.Cell, -flow.Count);
        }

        return (sheet, cells);
    }

    /// <summary>What is there is taken off what should be. 1 for a cell that should not be.</summary>
    private static int Take<TKey>(Dictionary<TKey, int> cells, TKey key, int count)
        where TKey : struct
    {
        var isNew = !cells.ContainsKey(key);
        TallySheet.Add(cells, key, -count);
        return isNew ? 1 : 0;
    }

    private static IEnumerable<TallySheet> Pieces(TallySheet all) =>
    [
        .. all.Tallies.Chunk(CellsAtOnce).Select(part => Piece(sheet => Fill(sheet.Tallies, part))),
        .. all.Work.Chunk(CellsAtOnce).Select(part => Piece(sheet => Fill(sheet.Work, part))),
        .. all.Ages.Chunk(CellsAtOnce).Select(part => Piece(sheet => Fill(sheet.Ages, part))),
        .. all.Flow.Cells.OrderBy(c => c.Key).Chunk(FlowCellsAtOnce).Select(part => Piece(sheet => Fill(sheet.Flow.Cells, part))),
    ];

    private static TallySheet Piece(Action<TallySheet> fill)
    {
        var sheet = new TallySheet();
        fill(sheet);
        return sheet;
    }

    private static void Fill<TKey, TValue>(Dictionary<TKey, TValue> cells, KeyValuePair<TKey, TValue>[] part)
        where TKey : struct
    {
        foreach (var (key, value) in part)
        {
            cells.Add(key, value);
        }
    }
}

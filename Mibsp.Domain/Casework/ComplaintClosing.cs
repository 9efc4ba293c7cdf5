using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Casework;

/// <summary>Closes complaints whose citizen has been silent for the whole confirmation period. Called by a job; safe to call twice.</summary>
public sealed partial class ComplaintClosing(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, RulesReading rules, IComplaintEvents events, ILogger<ComplaintClosing> logger)
{
    private const int AtATime = 200;

    /// <summary>Closes what is due and says how many there were. A proposal lasts as long as was in force on its own day.</summary>
    public async Task<int> CloseSilentAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var closed = 0;
        foreach (var (from, until, days) in (await rules.ReadAsync(db, ct)).SpansOf(TownSetting.ConfirmationDays))
        {
            closed += await CloseSilentAsync(from, until, days, ct);
        }

        return closed;
    }

    /// <summary>The same with one confirmation period for all, in calendar days.</summary>
    public Task<int> CloseSilentAsync(int confirmationDays, CancellationToken ct) => CloseSilentAsync(DateOnly.MinValue, DateOnly.MaxValue, confirmationDays, ct);

    private async Task<int> CloseSilentAsync(DateOnly from, DateOnly until, int confirmationDays, CancellationToken ct)
    {
        var lastDay = time.Today.AddDays(-confirmationDays);
        var before = lastDay < until ? lastDay : until;
        var (closed, closedNow) = (0, 0);
        do
        {
            closedNow = 0;
            foreach (var id in await DueAsync(from, before, ct))
            {
                closedNow += await CloseAsync(id, lastDay, ct) ? 1 : 0;
            }

            closed += closedNow;
        }
        while (closedNow > 0);
        return closed;
    }

    private async Task<List<Guid>> DueAsync(DateOnly from, DateOnly before, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Complaints
            .Where(c => c.Status == ComplaintStatus.ActionTaken && c.ProposedOn >= from && c.ProposedOn < before)
            .OrderBy(c => c.ProposedOn).ThenBy(c => c.Id).Select(c => c.Id).Take(AtATime).ToListAsync(ct);
    }

    private async Task<bool> CloseAsync(Guid id, DateOnly lastDay, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var complaint = await ledger.LoadAsync(db, db.Complaints.Where(c => c.Id == id), ct);

            // Contested and proposed anew since it was listed: its period has only begun.
            RuleBrokenException.Require(complaint!.ProposedOn < lastDay, Refusal.WrongStatus);
            var stamp = Stamp.System(time);
            complaint.CloseForSilence(stamp);
            await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.ClosedForSilence, stamp, id), ct);
            events.Publish(new ComplaintChanged(id, [complaint.DepartmentId]));
            return true;
        }
        catch (Exception failure) when (failure is RuleBrokenException or DbUpdateConcurrencyException)
        {
            // The citizen answered just now: nothing to close any more.
            LogOvertaken();
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A complaint changed before it could be closed for silence")]
    private partial void LogOvertaken();
}

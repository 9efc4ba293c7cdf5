using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>What happened since a mark, and the mark of now. <paramref name="Taken"/> counts what colleagues took.</summary>
public sealed record QueueSince(TabMark Now, IReadOnlyList<QueueNews> News, int Taken);

/// <summary>
/// Tells a queue what the record says since it was looked at last: all of it to a page that comes back, and to an open page what a
/// comparison of its rows cannot show. The open pages of one person share the reads.
/// </summary>
internal sealed class QueueRecord(SharedReads shared, MeanwhileQueries meanwhile)
{
    private enum About
    {
        Everything,
        AnythingBeyond,
        BeyondRows,
        DueSoon,
    }

    public async Task<TabMark> NowAsync(CancellationToken ct) => Mark(await shared.NowAsync(ct));

    /// <summary>For a page that was away: everything.</summary>
    public async Task<QueueSince> SinceAsync(TabMark since, Actor actor, CancellationToken ct)
    {
        var moment = await shared.NowAsync(ct);
        var all = await moment.AskAsync((About.Everything, since.Sequence, actor), token => meanwhile.SinceAsync(since.Sequence, actor, token), ct);
        return new QueueSince(Mark(moment), [.. Told(all.Acts), .. await DueAsync(moment, since, actor, ct)], all.Taken);
    }

    /// <summary>For an open page: what its rows do not tell, up to the moment at which they were read.</summary>
    public async Task<QueueSince> BeyondRowsAsync(SharedMoment moment, TabMark since, Actor actor, CancellationToken ct)
    {
        // Mostly there is nothing of that kind for anybody, which all pages ask together.
        var acts = since.Sequence >= moment.Sequence
            || !await moment.AskAsync((About.AnythingBeyond, since.Sequence), token => meanwhile.AnythingBeyondRowsAsync(since.Sequence, token), ct)
            ? []
            : await moment.AskAsync((About.BeyondRows, since.Sequence, actor), token => meanwhile.BeyondRowsAsync(since.Sequence, actor, token), ct);
        return new QueueSince(Mark(moment), [.. Told(acts), .. await DueAsync(moment, since, actor, ct)], 0);
    }

    private static TabMark Mark(SharedMoment moment) => new(moment.Sequence, moment.Today.DayNumber);

    private static IEnumerable<QueueNews> Told(IReadOnlyList<ActOfOthers> acts)
        => acts.OrderBy(act => act.Sequence).Select(act => (What: What(act), act.CaseNumber)).Where(told => told.What is not null)
            .Select(told => new QueueNews(told.What!.Value, told.CaseNumber)).Distinct();

    // Nobody does anything when a day begins: this is not in the record.
    private async Task<IEnumerable<QueueNews>> DueAsync(SharedMoment moment, TabMark since, Actor actor, CancellationToken ct)
    {
        if (moment.Today.DayNumber <= since.Number)
        {
            return [];
        }

        var due = await moment.AskAsync((About.DueSoon, actor), token => meanwhile.DueSoonAsync(actor, token), ct);
        return due.Select(one => new QueueNews(one.On == moment.Today ? QueueEvent.DueToday : QueueEvent.DueTomorrow, one.CaseNumber));
    }

    private static QueueEvent? What(ActOfOthers act) => act.Act switch
    {
        AuditAct.ComplaintFiled or AuditAct.ComplaintReleased => act.IsFree ? QueueEvent.New : null,
        AuditAct.ComplaintAssigned => act.IsMine ? QueueEvent.GivenToYou : null,
        AuditAct.CitizenAnswered or AuditAct.CitizenWrote => act.IsMine ? QueueEvent.CitizenWrote : null,
        AuditAct.EvidenceAdded => act.IsMine && act.By is Party.Citizen ? QueueEvent.CitizenWrote : null,
        AuditAct.ClosingConfirmed or AuditAct.ClosedForSilence or AuditAct.ComplaintWithdrawn => act.IsMine ? QueueEvent.Closed : null,
        AuditAct.ClosingContested => act.IsFree && act.IsHere ? QueueEvent.Reopened : null,
        AuditAct.ComplaintTransferred => act.IsFree && act.IsHere ? QueueEvent.Moved : null,
        AuditAct.ComplaintMerged => act.IsMine || act.IsLedByMine ? QueueEvent.Merged : null,
        _ => OfLadder(act),
    };

    private static QueueEvent? OfLadder(ActOfOthers act) => act.Mark switch
    {
        LadderMark.NearlyDue => act.IsMine || act.IsForMe ? QueueEvent.NearlyDue : null,
        LadderMark.ToSupervisor when act.IsMine => QueueEvent.Late,
        LadderMark.ToSupervisor or LadderMark.ToIntegrityCell or LadderMark.ToCommissioner => act.IsForMe ? QueueEvent.Escalated : null,
        _ => null,
    };
}

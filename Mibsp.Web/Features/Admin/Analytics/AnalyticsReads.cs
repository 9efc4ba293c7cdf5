using Mibsp.Domain.Analytics;
using Mibsp.Domain.Common;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Admin.Analytics;

/// <summary>What the console reads. Pages of one person that ask the same share the answer; nobody shares anybody else's.</summary>
internal sealed class AnalyticsReads(SharedReads shared, AnalyticsQueries analytics)
{
    public async Task<AnalyticsAnswer?> NowAsync(AnalyticsQuestion question, Actor actor, CancellationToken ct)
        => await AskAsync(await shared.NowAsync(ct), question, actor, ct);

    /// <summary>As it stands after the change, a timestamp of the clock.</summary>
    public async Task<AnalyticsAnswer?> AfterAsync(AnalyticsQuestion question, long change, Actor actor, CancellationToken ct)
        => await AskAsync(await shared.AfterAsync(change, ct), question, actor, ct);

    private Task<AnalyticsAnswer?> AskAsync(SharedMoment moment, AnalyticsQuestion question, Actor actor, CancellationToken ct)
        => moment.AskAsync((nameof(AnalyticsReads), question, actor), token => analytics.ReadAsync(question, actor, token), ct);
}

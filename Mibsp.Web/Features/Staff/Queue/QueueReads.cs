using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>
/// What queues read. All open queues of one person share their reads; and of what several people are shown alike, each part is read once for
/// all of them, and is taken only where none of it is kept from the one who asks.
/// </summary>
internal sealed class QueueReads(SharedReads shared, ComplaintQueries complaints, FigureQueries figures, LastActQueries lastActs)
{
    public async Task<QueueMoment> NowAsync(Actor actor, CancellationToken ct) => new(await shared.NowAsync(ct), complaints, figures, lastActs, actor, ct);

    /// <summary>As it stands after the change, a timestamp of the clock.</summary>
    public async Task<QueueMoment> AfterAsync(long change, Actor actor, CancellationToken ct)
        => new(await shared.AfterAsync(change, ct), complaints, figures, lastActs, actor, ct);
}

/// <summary>What one person may see of the work as it stands now.</summary>
internal sealed class QueueMoment(
    SharedMoment moment, ComplaintQueries complaints, FigureQueries figures, LastActQueries lastActs, Actor actor, CancellationToken ct)
{
    private enum About
    {
        Work,
        List,
        Part,
        AnyBurst,
        Bursts,
        Versions,
        Rows,
        CitizenWasLast,
        Holder,
    }

    public Actor Actor => actor;

    public SharedMoment Moment => moment;

    public async Task<WorkFigures> WorkAsync()
        => (await moment.AskAsync((About.Work, actor.DepartmentId), token => figures.WorkAsync(actor.DepartmentId, token), ct)).Of(actor.UserId);

    public Task<Page<ComplaintRow>> ListAsync(QueueFilter filter)
        => moment.ComposeAsync((About.List, actor, filter), token => complaints.ListAsync(filter, actor, PartAsync, token), ct);

    public async Task<IReadOnlyList<BurstRow>> BurstsAsync()
        => await moment.AskAsync(About.AnyBurst, complaints.AnyBurstAsync, ct) ? await AskAsync(About.Bursts, null, token => complaints.BurstsAsync(actor, token)) : [];

    /// <summary>How often each of the complaints was changed, for everybody who has the same before them.</summary>
    public Task<IReadOnlyDictionary<Guid, int>> VersionsAsync(IReadOnlyCollection<Guid> ids)
        => moment.AskAsync((About.Versions, string.Join(' ', ids)), token => complaints.VersionsAsync(ids, token), ct);

    /// <summary>In one read, whatever became of them; those not to be seen any more are not among them.</summary>
    public Task<IReadOnlyList<ComplaintRow>> FindAsync(IReadOnlyCollection<Guid> ids)
        => AskAsync(About.Rows, string.Join(' ', ids), token => complaints.FindAsync(ids, actor, token));

    public Task<bool> CitizenWasLastAsync(Guid id) => AskAsync(About.CitizenWasLast, id, token => complaints.CitizenWasLastAsync(id, actor, token));

    /// <summary>Which colleague has what is not to be seen any more; null when nobody whom this person may know of.</summary>
    public Task<string?> HolderAsync(Guid id) => AskAsync(About.Holder, id, token => lastActs.HolderAsync(id, actor, token));

    private Task<ListPartRows> PartAsync(ListPart part, CancellationToken token) => part.IsOwn
        ? moment.AskOwnAsync(part.For.UserId, (About.Part, part), Read(part), token) : moment.AskAsync((About.Part, part), Read(part), token);

    private Func<CancellationToken, Task<ListPartRows>> Read(ListPart part) => ct => complaints.ReadAsync(part, ct);

    private Task<T> AskAsync<T>(About about, object? more, Func<CancellationToken, Task<T>> read) => moment.AskAsync((about, actor, more), read, ct);
}

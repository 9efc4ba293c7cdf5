using System.Collections.Concurrent;
using Mibsp.Domain.Common;
using Mibsp.Web.Live;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>How far an export has come.</summary>
public sealed record ExportState(int Rows, bool IsRunning, bool IsWhole);

/// <summary>
/// Between the page that offers an export and the request that sends it: the page sees how far it has come and can stop it. In memory only, and
/// for the person whose page it is. Tickets nobody has used for long are dropped when new ones are given.
/// </summary>
public sealed class ExportDesk(LiveUpdates live, TimeProvider clock)
{
    private static readonly TimeSpan _keptFor = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Ticket> _tickets = new();

    public static string Topic(string ticket) => $"export/{ticket}";

    public string Give(Guid userId)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _tickets.Where(t => t.Value.State is not { IsRunning: true } && now - t.Value.Since > _keptFor))
        {
            _tickets.TryRemove(old, out _);
        }

        var id = Identifiers.Random().ToString("N");
        _tickets[id] = new Ticket(userId, now);
        return id;
    }

    public ExportState? Find(string ticket, Guid userId) => Of(ticket, userId)?.State;

    public void Stop(string ticket, Guid userId) => Of(ticket, userId)?.Stopping?.Cancel();

    /// <summary>An export begins; stopping it cancels <paramref name="stopping"/>. Without a ticket of this person nobody looks on, and it runs all the same.</summary>
    internal void Begin(string? ticket, Guid userId, CancellationTokenSource stopping)
    {
        if (Of(ticket, userId) is { } found)
        {
            (found.Stopping, found.State) = (stopping, new ExportState(0, IsRunning: true, IsWhole: false));
            live.Announce(Topic(ticket!));
        }
    }

    internal void Tell(string? ticket, Guid userId, ExportState state)
    {
        if (Of(ticket, userId) is { } found)
        {
            found.State = state;
            found.Stopping = state.IsRunning ? found.Stopping : null;
            live.Announce(Topic(ticket!));
        }
    }

    private Ticket? Of(string? ticket, Guid userId) => ticket is not null && _tickets.TryGetValue(ticket, out var found) && found.UserId == userId ? found : null;

    private sealed class Ticket(Guid userId, DateTimeOffset since)
    {
        public Guid UserId => userId;

        public DateTimeOffset Since => since;

        public ExportState? State { get; set; }

        public CancellationTokenSource? Stopping { get; set; }
    }
}

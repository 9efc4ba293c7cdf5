using Microsoft.Extensions.Logging.Abstractions;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Live;

/// <summary>Pages that one change wakes take turns, and one that hangs holds nobody up.</summary>
public sealed class LiveUpdatesTurnTests : IDisposable
{
    private const string Topic = "topic";

    private readonly LiveUpdates _live = new(TimeProvider.System, NullLogger<LiveUpdates>.Instance);
    private int _at;
    private int _most;
    private int _done;

    public void Dispose() => _live.Dispose();

    [Fact]
    public async Task Not_all_are_drawn_at_once_and_none_is_left_out()
    {
        const int Pages = 200;
        var pages = Enumerable.Range(0, Pages).Select(_ => _live.Subscribe(Topic, DrawAsync)).ToList();

        _live.Announce(Topic);

        await Eventually.HoldsAsync(() => Volatile.Read(ref _done) == Pages);
        Assert.InRange(_most, 1, 4 * Environment.ProcessorCount);
        pages.ForEach(page => page.Dispose());
    }

    [Fact]
    public async Task Those_that_hang_make_room()
    {
        var never = new TaskCompletionSource();
        var hanging = Enumerable.Range(0, 8 * Environment.ProcessorCount).Select(_ => _live.Subscribe(Topic, () => never.Task)).ToList();
        using var page = _live.Subscribe(Topic, () => Task.FromResult(Interlocked.Increment(ref _done)));

        _live.Announce(Topic);

        await Eventually.HoldsAsync(() => Volatile.Read(ref _done) == 1);
        never.SetResult();
        hanging.ForEach(one => one.Dispose());
    }

    private async Task DrawAsync()
    {
        var now = Interlocked.Increment(ref _at);
        for (var most = _most; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = _most)
        {
        }

        await Task.Yield();
        Interlocked.Decrement(ref _at);
        Interlocked.Increment(ref _done);
    }
}

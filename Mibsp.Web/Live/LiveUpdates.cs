using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Observing;

namespace Mibsp.Web.Live;

/// <summary>
/// Tells open pages in this process that something they show has changed. A hint, not a record: a page that
/// missed one is only stale until its next load, because every page reads from the database.
/// </summary>
public sealed partial class LiveUpdates(TimeProvider clock, ILogger<LiveUpdates> logger) : IComplaintEvents, INoticeEvents, IDisposable
{
    /// <summary>Whoever takes longer than this makes room for the next.</summary>
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(250);

    private const int Groups = 4;

    private readonly Lock _gate = new();
    private int _group;

    // A thousand pages that one change wakes take turns, so that a citizen's request does not wait behind all of them.
    private readonly SemaphoreSlim _turns = new(4 * Environment.ProcessorCount);
    private readonly Dictionary<string, HashSet<Subscription>> _byTopic = new(StringComparer.Ordinal);

    /// <summary>Any complaint anywhere: for administrators' lists and the public figures.</summary>
    public const string AllTopic = "all";

    /// <summary>The public figures were read anew.</summary>
    public const string FiguresTopic = "figures";

    /// <summary>Another day has begun at the town hall.</summary>
    public const string DayTopic = "day";

    public static string ComplaintTopic(Guid complaintId) => $"complaint/{complaintId:N}";

    public static string DepartmentTopic(int departmentId) => $"department/{departmentId}";

    /// <summary>Somebody's notices, or how they want to be told.</summary>
    public static string UserTopic(Guid userId) => $"user/{userId:N}";

    /// <summary>
    /// Calls <paramref name="changed"/> on a pool thread after each change, until the result is disposed: at once after a quiet time, and
    /// while changes come fast at the next beat, of which there is one each <paramref name="pause"/>. What comes in between is one call.
    /// Beats are the same for a quarter of all watchers, and each call stands for what came until its beat, however late it gets its turn: so those
    /// who read the same read the same state, and once. The quarters follow each other, so that nobody's turn comes long after the beat.
    /// </summary>
    public IDisposable Subscribe(string topic, Func<Task> changed, TimeSpan pause = default) => Subscribe([topic], _ => changed(), pause);

    /// <summary>
    /// The same for a change on any of the topics: what comes on two of them at once is one call. It is given the time of the last change
    /// that it stands for, as a timestamp of the clock.
    /// </summary>
    public IDisposable Subscribe(IReadOnlyCollection<string> topics, Func<long, Task> changed, TimeSpan pause = default)
    {
        var group = (int)((uint)Interlocked.Increment(ref _group) % Groups);
        var subscription = new Subscription(this, topics, changed, new Beats(pause, group), ExecutionContext.Capture());
        lock (_gate)
        {
            foreach (var topic in topics)
            {
                if (!_byTopic.TryGetValue(topic, out var subscribers))
                {
                    _byTopic.Add(topic, subscribers = []);
                }

                subscribers.Add(subscription);
            }
        }

        return subscription;
    }

    public void Publish(ComplaintChanged change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Notify(ComplaintTopic(change.ComplaintId));
        foreach (var department in change.DepartmentIds)
        {
            Notify(DepartmentTopic(department));
        }

        Notify(AllTopic);
    }

    public void Tell(IReadOnlyCollection<Guid> userIds)
    {
        foreach (var userId in userIds)
        {
            Notify(UserTopic(userId));
        }
    }

    /// <summary>Wakes whoever watches the topic.</summary>
    public void Announce(string topic) => Notify(topic);

    public void Dispose() => _turns.Dispose();

    /// <summary>How late the calls begin.</summary>
    internal LiveDelays Delays { get; } = new();

    /// <summary>What is watched just now, all topics together.</summary>
    internal long Subscriptions
    {
        get
        {
            lock (_gate)
            {
                return _byTopic.Values.Sum(subscribers => (long)subscribers.Count);
            }
        }
    }

    /// <summary>For tests: how many pages watch the topic.</summary>
    internal int Count(string topic)
    {
        lock (_gate)
        {
            return _byTopic.TryGetValue(topic, out var subscribers) ? subscribers.Count : 0;
        }
    }

    private void Notify(string topic)
    {
        Subscription[] subscribers;
        lock (_gate)
        {
            subscribers = _byTopic.TryGetValue(topic, out var found) ? [.. found] : [];
        }

        var now = Now;
        foreach (var subscription in subscribers)
        {
            subscription.Wake(now);
        }
    }

    private long Now => clock.GetTimestamp();

    private TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    /// <summary>The beat that was last, or is now.</summary>
    private long LastBeat(Beats beats)
    {
        var (now, each) = (Now, Each(beats));
        return now - ((now - (each * beats.Group / Groups)) % each);
    }

    private long NextBeat(Beats beats) => LastBeat(beats) + Each(beats);

    private long Each(Beats beats) => (long)(beats.Pause.TotalSeconds * clock.TimestampFrequency);

    private Task UntilAsync(long timestamp) => timestamp <= Now ? Task.CompletedTask : Task.Delay(clock.GetElapsedTime(Now, timestamp), clock);

    private async Task InTurnAsync(Func<Task> change)
    {
        await _turns.WaitAsync();
        var call = CallAsync(change);
        try
        {
            await call.WaitAsync(_turn, clock);
        }
        catch (TimeoutException)
        {
            // It goes on beside the others.
        }
        finally
        {
            _turns.Release();
        }

        await call;
    }

    private async Task CallAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            foreach (var topic in subscription.Topics)
            {
                if (_byTopic.TryGetValue(topic, out var subscribers) && subscribers.Remove(subscription) && subscribers.Count == 0)
                {
                    _byTopic.Remove(topic);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed to take a live update")]
    private partial void LogFailed(Exception exception);

    private readonly record struct Beats(TimeSpan Pause, int Group);

    /// <summary>One watcher. Changes that arrive while it is busy are folded into a single further call.</summary>
    private sealed class Subscription(LiveUpdates owner, IReadOnlyCollection<string> topics, Func<long, Task> changed, Beats beats, ExecutionContext? context) : IDisposable
    {
        private const int Idle = 0;
        private const int Running = 1;
        private const int RunningAndDue = 2;
        private const int Disposed = 3;

        private int _state;
        private long _lastChange;
        private long? _lastRun;
        private long _until;

        public IReadOnlyCollection<string> Topics => topics;

        public void Wake(long change)
        {
            // Before the state: whoever sees that it is due sees for what, too.
            Interlocked.Exchange(ref _lastChange, change);
            while (true)
            {
                var seen = Volatile.Read(ref _state);
                if (seen is RunningAndDue or Disposed)
                {
                    return;
                }

                if (Interlocked.CompareExchange(ref _state, seen + 1, seen) == seen)
                {
                    if (seen is Idle)
                    {
                        _ = Task.Run(RunAsync);
                    }

                    return;
                }
            }
        }

        public void Dispose()
        {
            Interlocked.Exchange(ref _state, Disposed);
            owner.Remove(this);
        }

        private async Task RunAsync()
        {
            // The subscriber's culture, so that what it renders stays in the reader's language.
            if (context is not null)
            {
                ExecutionContext.Restore(context);
            }

            var isLate = false;
            do
            {
                _until = await PauseAsync(isLate);
                isLate = true;
                if (Volatile.Read(ref _state) is Disposed)
                {
                    return;
                }

                // What came until the beat is seen by this very call, what came after it by the next.
                Interlocked.CompareExchange(ref _state, Running, RunningAndDue);
                var last = Interlocked.Read(ref _lastChange);
                if (last > _until)
                {
                    Interlocked.CompareExchange(ref _state, RunningAndDue, Running);
                }

                _lastRun = owner.Now;
                owner.Delays.Add(owner.Since(Math.Min(last, _until)));
                await owner.InTurnAsync(() => changed(Math.Min(last, _until)));
            }
            while (Interlocked.CompareExchange(ref _state, Idle, Running) is RunningAndDue
                && Interlocked.CompareExchange(ref _state, Running, RunningAndDue) is RunningAndDue);
        }

        // Returns until when changes are meant. Whoever was quiet is called at once; whoever is late goes by the last beat, as all others do.
        private async Task<long> PauseAsync(bool isLate)
        {
            if (beats.Pause == TimeSpan.Zero || _lastRun is not { } run || (!isLate && owner.Since(run) >= beats.Pause))
            {
                return owner.Now;
            }

            var beat = owner.LastBeat(beats) is var last && last > _until && isLate ? last : owner.NextBeat(beats);
            await owner.UntilAsync(beat);
            return beat;
        }
    }
}

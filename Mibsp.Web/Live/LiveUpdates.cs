using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;

namespace Mibsp.Web.Live;

/// <summary>
/// Tells open pages in this process that something they show has changed. A hint, not a record: a page that
/// missed one is only stale until its next load, because every page reads from the database.
/// </summary>
public sealed partial class LiveUpdates(TimeProvider clock, ILogger<LiveUpdates> logger) : IComplaintEvents, INoticeEvents
{
    private readonly Lock _gate = new();
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
    /// Beats are the same for all watchers, and each call stands for what came until its beat, however late it gets its turn: so those who
    /// read the same read the same state, and once.
    /// </summary>
    public IDisposable Subscribe(string topic, Func<Task> changed, TimeSpan pause = default) => Subscribe([topic], _ => changed(), pause);

    /// <summary>
    /// The same for a change on any of the topics: what comes on two of them at once is one call. It is given the time of the last change
    /// that it stands for, as a timestamp of the clock.
    /// </summary>
    public IDisposable Subscribe(IReadOnlyCollection<string> topics, Func<long, Task> changed, TimeSpan pause = default)
    {
        var subscription = new Subscription(this, topics, changed, pause, ExecutionContext.Capture());
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
    private long LastBeat(TimeSpan pause)
    {
        var (now, each) = (Now, (long)(pause.TotalSeconds * clock.TimestampFrequency));
        return now - (now % each);
    }

    private long NextBeat(TimeSpan pause) => LastBeat(pause) + (long)(pause.TotalSeconds * clock.TimestampFrequency);

    private Task UntilAsync(long timestamp) => timestamp <= Now ? Task.CompletedTask : Task.Delay(clock.GetElapsedTime(Now, timestamp), clock);

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

    /// <summary>One watcher. Changes that arrive while it is busy are folded into a single further call.</summary>
    private sealed class Subscription(LiveUpdates owner, IReadOnlyCollection<string> topics, Func<long, Task> changed, TimeSpan pause, ExecutionContext? context) : IDisposable
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
                try
                {
                    await changed(Math.Min(last, _until));
                }
                catch (Exception exception)
                {
                    owner.LogFailed(exception);
                }
            }
            while (Interlocked.CompareExchange(ref _state, Idle, Running) is RunningAndDue
                && Interlocked.CompareExchange(ref _state, Running, RunningAndDue) is RunningAndDue);
        }

        // Returns until when changes are meant. Whoever was quiet is called at once; whoever is late goes by the last beat, as all others do.
        private async Task<long> PauseAsync(bool isLate)
        {
            if (pause == TimeSpan.Zero || _lastRun is not { } run || (!isLate && owner.Since(run) >= pause))
            {
                return owner.Now;
            }

            var beat = owner.LastBeat(pause) is var last && last > _until && isLate ? last : owner.NextBeat(pause);
            await owner.UntilAsync(beat);
            return beat;
        }
    }
}

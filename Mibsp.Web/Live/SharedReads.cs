using System.Collections.Concurrent;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Live;

/// <summary>
/// One read for all pages that ask the same question of the same state of the record, so that twenty pages of one officer cost what
/// one does. Whatever changes an answer lengthens the record (or turns the day), and its length is read anew for each asker: an answer
/// is never older than the question. What is kept is the answers to the newest state only.
/// </summary>
internal sealed class SharedReads(RecordTailQueries record, MunicipalTime time, TimeProvider clock) : IDisposable
{
    // More at once would only wait for each other, in the database, and take the threads that draw pages.
    private readonly SemaphoreSlim _lanes = new(2 * Environment.ProcessorCount);
    private readonly Lock _gate = new();
    private Task _looking = Task.CompletedTask;
    private Task<SharedMoment>? _next;
    private SharedMoment? _newest;
    private long _lookedAt;

    /// <summary>The state of the record at some time after this call. Those who ask while it is being looked at share the next look.</summary>
    public Task<SharedMoment> NowAsync(CancellationToken ct) => AfterAsync(long.MaxValue, ct);

    /// <summary>
    /// The state of the record at some time after <paramref name="change"/>, a timestamp of the clock: the newest one, if that was looked at
    /// since, or else what a new look finds. So a thousand pages that one change wakes need one look, whenever each gets its turn.
    /// </summary>
    public Task<SharedMoment> AfterAsync(long change, CancellationToken ct)
    {
        Task<SharedMoment> next;
        lock (_gate)
        {
            if (_newest is { } newest && _lookedAt > change)
            {
                return Task.FromResult(newest);
            }

            var before = _looking;
            next = _next ??= Task.Run(() => LookAsync(before), CancellationToken.None);
        }

        return next.WaitAsync(ct);
    }

    public void Dispose() => _lanes.Dispose();

    private async Task<SharedMoment> LookAsync(Task before)
    {
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        lock (_gate)
        {
            // Whoever asks from now on has not been in time for this one.
            (_looking, _next) = (_next!, null);
        }

        var (began, today, sequence) = (clock.GetTimestamp(), time.Today, await record.HeadAsync(CancellationToken.None));
        var last = _newest;
        if (last?.Sequence != sequence || last.Today != today)
        {
            var others = last is not null && last.Today == today ? await record.OnlyArrivalsForAsync(last.Sequence, sequence, CancellationToken.None) : null;
            last = new SharedMoment(sequence, today, _lanes, others is null ? null : last!.OwnOfOthersThan(others));
        }

        lock (_gate)
        {
            _lookedAt = began;
            return _newest = last;
        }
    }
}

/// <summary>The answers that were asked for at one state of the record, and those to people's own work that are as they were at the state before.</summary>
internal sealed class SharedMoment(long sequence, DateOnly today, SemaphoreSlim lanes, IReadOnlyDictionary<object, Lazy<Task>>? own = null)
{
    private readonly ConcurrentDictionary<object, Lazy<Task>> _answers = new();
    private readonly ConcurrentDictionary<object, Guid> _whose = new();

    public long Sequence => sequence;

    public DateOnly Today => today;

    /// <summary>
    /// The answer to the question. <paramref name="question"/> must name all that it depends on: what is asked, with which filter, and
    /// the whole actor, because everybody may see something else. Not stopped when one of the askers leaves.
    /// </summary>
    public Task<T> AskAsync<T>(object question, Func<CancellationToken, Task<T>> read, CancellationToken ct) => ShareAsync(question, () => ReadAsync(read), ct);

    /// <summary>
    /// The same for a question about nothing but what one person has or answers for, whom <paramref name="whose"/> names: while only other
    /// people's complaints come in, it is not read anew.
    /// </summary>
    public Task<T> AskOwnAsync<T>(Guid whose, object question, Func<CancellationToken, Task<T>> read, CancellationToken ct)
    {
        if (own?.GetValueOrDefault(question) is { } before)
        {
            _answers.TryAdd(question, before);
        }

        _whose.TryAdd(question, whose);
        return AskAsync(question, read, ct);
    }

    /// <summary>What was answered about the own work of everybody else than these.</summary>
    public IReadOnlyDictionary<object, Lazy<Task>> OwnOfOthersThan(IReadOnlySet<Guid> people)
        => _whose.Where(asked => !people.Contains(asked.Value) && _answers.TryGetValue(asked.Key, out var answer) && answer.IsValueCreated && answer.Value.IsCompletedSuccessfully)
            .ToDictionary(asked => asked.Key, asked => _answers[asked.Key]);

    /// <summary>An answer that is made of others, and reads nothing by itself: it would wait for a lane while it has one.</summary>
    public Task<T> ComposeAsync<T>(object question, Func<CancellationToken, Task<T>> compose, CancellationToken ct)
        => ShareAsync(question, () => compose(CancellationToken.None), ct);

    private async Task<T> ShareAsync<T>(object question, Func<Task<T>> make, CancellationToken ct)
    {
        var answer = _answers.GetOrAdd(question, _ => new Lazy<Task>(() => Task.Run(make)));
        try
        {
            return await ((Task<T>)answer.Value).WaitAsync(ct);
        }
        finally
        {
            if (answer.Value.IsFaulted)
            {
                // The next one tries again.
                _answers.TryRemove(new KeyValuePair<object, Lazy<Task>>(question, answer));
            }
        }
    }

    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        await lanes.WaitAsync();
        try
        {
            return await read(CancellationToken.None);
        }
        finally
        {
            lanes.Release();
        }
    }
}

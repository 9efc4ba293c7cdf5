using System.Runtime.CompilerServices;

namespace Mibsp.Tests.Support.Waiting;

/// <summary>Waits for what another thread, program or schedule does without telling the test. No test counts on how long it took.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again until it holds. Gives up after a minute, or the patience given, with what it waited for.</summary>
    public static Task HoldsAsync(Func<Task<bool>> holds, TimeSpan? patience = null, [CallerArgumentExpression(nameof(holds))] string what = "")
        => ReachesAsync(holds, held => held, patience, what);

    public static Task HoldsAsync(Func<bool> holds, TimeSpan? patience = null, [CallerArgumentExpression(nameof(holds))] string what = "")
        => ReachesAsync(() => Task.FromResult(holds()), held => held, patience, what);

    /// <summary>Reads again until what is read has got there, and returns that.</summary>
    public static async Task<T> ReachesAsync<T>(
        Func<Task<T>> read, Func<T, bool> reached, TimeSpan? patience = null, [CallerArgumentExpression(nameof(reached))] string what = "")
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var found = await read();
            if (reached(found))
            {
                return found;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begun) < (patience ?? _patience), $"Waited in vain for: {what}");

            // The one pause of the tests, between two looks: what is waited for has no event to wait on.
            await Task.Delay(_between, TestContext.Current.CancellationToken);
        }
    }
}

namespace Mibsp.Tests.Support;

/// <summary>A clock that stands still until a test moves it: Wednesday 15 July 2026, ten in the morning (UTC).</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 7, 15, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}

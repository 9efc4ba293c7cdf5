namespace Mibsp.Tests.Support.Waiting;

/// <summary>Each look at it is a minute after the one before, so that nothing that was asked is still good.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _looks;

    public override long GetTimestamp() => Interlocked.Increment(ref _looks) * TimestampFrequency * 60;
}

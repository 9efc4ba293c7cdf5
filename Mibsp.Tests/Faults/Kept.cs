using System.Collections.Concurrent;
using Mibsp.Domain.Tracking;

namespace Mibsp.Tests.Faults;

/// <summary>A complaint whose citizen was told that it is there, and what they were told about it since.</summary>
internal sealed class KeptCase(TrackingId id, string story)
{
    public TrackingId Id => id;

    public string Story => story;

    /// <summary>Told to be saved: there exactly once.</summary>
    public ConcurrentBag<string> Said { get; } = [];

    /// <summary>Sent, and not told to be saved: there once, or not at all.</summary>
    public ConcurrentBag<string> Unsure { get; } = [];

    public int Files;

    public int FilesUnsure;
}

/// <summary>All that the portal has acknowledged.</summary>
internal sealed class Kept
{
    private readonly ConcurrentQueue<KeptCase> _cases = new();

    public IReadOnlyCollection<KeptCase> Cases => _cases;

    /// <summary>Complaints that were sent, and given up before an answer came.</summary>
    public int Unsure;

    public KeptCase Add(TrackingId id, string story, int files)
    {
        var kept = new KeptCase(id, story) { Files = files };
        _cases.Enqueue(kept);
        return kept;
    }
}

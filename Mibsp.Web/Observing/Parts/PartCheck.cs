using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mibsp.Web.Observing.Parts;

/// <summary>A look at one part, as the framework's health checks ask for it.</summary>
internal abstract class PartCheck : IHealthCheck
{
    private const string Found = "found";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var finding = await LookAsync(cancellationToken);
        var status = finding.State switch
        {
            PartState.Broken => HealthStatus.Unhealthy,
            PartState.Attention => HealthStatus.Degraded,
            _ => HealthStatus.Healthy,
        };
        return new HealthCheckResult(status, finding.Word, data: new Dictionary<string, object> { [Found] = finding });
    }

    /// <summary>What a report says of a part. Without a finding the look itself failed or took too long.</summary>
    public static Finding FindingOf(HealthReportEntry entry) => entry.Data.TryGetValue(Found, out var found) && found is Finding finding
        ? finding
        : new Finding(entry.Status is HealthStatus.Unhealthy ? PartState.Broken : PartState.Attention, "Silent");

    public abstract Task<Finding> LookAsync(CancellationToken ct);
}

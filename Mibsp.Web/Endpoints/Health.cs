using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mibsp.Web.Observing.Parts;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Whether the portal can do its work. "live" asks only whether this process answers: restarting it would not bring a database back. Nobody
/// is told more here but which jobs do not run as they should, by "ready": the town answers for its deadlines. Which other part wants looking after is for
/// administrators (/admin/status) and for whoever is on this machine (/health/parts of the metrics port).
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("", (HealthCheckService checks, TimeProvider clock, CancellationToken ct) => AskAsync(checks, clock, tellsJobs: false, ct)).Describe("Health", "Whether the portal and its database answer.");
        health.MapGet("/ready", (HealthCheckService checks, TimeProvider clock, CancellationToken ct) => AskAsync(checks, clock, tellsJobs: true, ct))
            .Describe("HealthReady", "The same, for load balancers; and the names of jobs that do not run as they should, which is no reason to be not ready.");
        health.MapGet("/live", (TimeProvider clock) => Results.Json(new HealthAnswer("healthy", "not asked", clock.GetUtcNow())))
            .Describe("HealthLive", "Whether this process answers.");
    }

    private static async Task<IResult> AskAsync(HealthCheckService checks, TimeProvider clock, bool tellsJobs, CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(PartsRegistration.Ready) || (tellsJobs && check.Name == $"{Part.Jobs}"), ct);
        var database = report.Entries[$"{Part.Database}"].Status is HealthStatus.Unhealthy ? "unreachable" : "connected";
        var jobs = report.Entries.TryGetValue($"{Part.Jobs}", out var looked) ? JobsCheck.WordsFor(PartCheck.FindingOf(looked)) : null;
        return report.Status is HealthStatus.Unhealthy
            ? Results.Json(new HealthAnswer("unhealthy", database, clock.GetUtcNow(), jobs), statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new HealthAnswer("healthy", database, clock.GetUtcNow(), jobs));
    }

    private static void Describe(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary)
        .Produces<HealthAnswer>(StatusCodes.Status200OK)
        .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
}

using Mibsp.Domain.Notifying;
using Mibsp.Web.Jobs;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Whether the portal can do its work. "live" asks only whether this process answers: restarting it would not bring a
/// database back.
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("", AskAsync).Describe("Health", "Whether the portal and its database answer.");
        health.MapGet("/ready", AskAsync).Describe("HealthReady", "The same, for load balancers.");
        health.MapGet("/live", (TimeProvider clock) => Results.Json(new HealthAnswer("healthy", "not asked", clock.GetUtcNow())))
            .Describe("HealthLive", "Whether this process answers.");
    }

    // Evidence that cannot be cleaned or scanned, e-mails that cannot be sent, and jobs that do not run do not make the portal ill: complaints
    // come in. Taken out by a load balancer, which the same late job would do to all nodes at once, they would not.
    private static async Task<IResult> AskAsync(
        DatabaseProbe database, EvidenceProbe evidence, DigestSending digests, JobProbe jobs, TimeProvider clock, CancellationToken ct)
    {
        var missing = FindMissingAsync(evidence, digests, jobs, ct);
        return await database.AnswersAsync(ct)
            ? Results.Json(new HealthAnswer("healthy", "connected", clock.GetUtcNow(), await missing))
            : Results.Json(new HealthAnswer("unhealthy", "unreachable", clock.GetUtcNow(), await missing), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthParts?> FindMissingAsync(EvidenceProbe evidence, DigestSending digests, JobProbe jobs, CancellationToken ct)
    {
        var mail = digests.Owed == 0 ? null : "failing: what could not be sent is tried again";
        return (mail, await jobs.FindTroubleAsync(ct)) switch
        {
            (null, null) => await evidence.FindMissingAsync(ct),
            var (_, trouble) => await evidence.AskAsync(ct) with { Mail = mail, Jobs = trouble },
        };
    }

    private static void Describe(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary)
        .Produces<HealthAnswer>(StatusCodes.Status200OK)
        .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
}

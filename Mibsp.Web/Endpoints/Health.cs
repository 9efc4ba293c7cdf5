using Mibsp.Domain.Notifying;

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

    // Evidence that cannot be cleaned or scanned, and e-mails that cannot be sent, do not make the portal ill: complaints come in.
    private static async Task<IResult> AskAsync(
        DatabaseProbe database, EvidenceProbe evidence, DigestSending digests, TimeProvider clock, CancellationToken ct)
    {
        var missing = FindMissingAsync(evidence, digests, ct);
        return await database.AnswersAsync(ct)
            ? Results.Json(new HealthAnswer("healthy", "connected", clock.GetUtcNow(), await missing))
            : Results.Json(new HealthAnswer("unhealthy", "unreachable", clock.GetUtcNow(), await missing), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthParts?> FindMissingAsync(EvidenceProbe evidence, DigestSending digests, CancellationToken ct)
        => digests.Owed == 0
            ? await evidence.FindMissingAsync(ct)
            : await evidence.AskAsync(ct) with { Mail = "failing: what could not be sent is tried again" };

    private static void Describe(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary)
        .Produces<HealthAnswer>(StatusCodes.Status200OK)
        .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
}

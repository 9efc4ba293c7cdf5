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

    // Evidence that cannot be cleaned or scanned does not make the portal ill: complaints come in without it.
    private static async Task<IResult> AskAsync(DatabaseProbe database, EvidenceProbe evidence, TimeProvider clock, CancellationToken ct)
    {
        var missing = evidence.FindMissingAsync(ct);
        return await database.AnswersAsync(ct)
            ? Results.Json(new HealthAnswer("healthy", "connected", clock.GetUtcNow(), await missing))
            : Results.Json(new HealthAnswer("unhealthy", "unreachable", clock.GetUtcNow(), await missing), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static void Describe(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary)
        .Produces<HealthAnswer>(StatusCodes.Status200OK)
        .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
}

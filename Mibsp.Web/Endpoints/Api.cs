using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Mibsp.Web.Live;

namespace Mibsp.Web.Endpoints;

/// <summary>The public figures and the services as JSON, for whoever wants to show or check them elsewhere.</summary>
internal static class Api
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <summary>What is asked for most, by its address.</summary>
    private static readonly FrozenDictionary<string, Func<ApiCache, IResult>> _figures = new Dictionary<string, Func<ApiCache, IResult>>
    {
        ["/api/stats"] = cache => cache.Get("stats", now => StatsAnswer.Of(now.Figures)),
        ["/api/chart/monthly"] = cache => cache.Get("monthly", now => ChartAnswer.Monthly(now.Figures)),
        ["/api/chart/dept"] = cache => cache.Get("dept", now => ChartAnswer.ByDepartment(now.Figures)),
        ["/api/chart/status"] = cache => cache.Get("status", now => ChartAnswer.ByStatus(now.Figures)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Answers the figures before anything is prepared that they do not need: language, account, forms. Right after the headers that every answer has; before the
    /// town is founded they go the long way, on which they wait for it.
    /// </summary>
    public static void UseMibspReadyFigures(this WebApplication app, Task founding)
    {
        var cache = app.Services.GetRequiredService<ApiCache>();
        app.Use((context, next) => founding.IsCompletedSuccessfully && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && _figures.TryGetValue(context.Request.Path.Value ?? "", out var figures)
            ? figures(cache).ExecuteAsync(context)
            : next(context));
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Figures");
        api.Map("/stats", (ApiCache cache) => _figures["/api/stats"](cache))
            .Describe<StatsAnswer>("Stats", "Totals by status, delayed complaints, and the resolution rate in percent.");
        api.Map("/chart/monthly", (ApiCache cache) => _figures["/api/chart/monthly"](cache))
            .Describe<ChartAnswer>("ChartMonthly", "Complaints by month of filing, the last twelve months, oldest first.");
        api.Map("/chart/dept", (ApiCache cache) => _figures["/api/chart/dept"](cache))
            .Describe<ChartAnswer>("ChartDepartment", "Complaints by the department that works on them.");
        api.Map("/chart/status", (ApiCache cache) => _figures["/api/chart/status"](cache))
            .Describe<ChartAnswer>("ChartStatus", "Complaints by status.");
        api.Map("/services/{departmentId:int}", Services)
            .Describe<IReadOnlyList<ServiceAnswer>>("Services", "The services of a department, with the working days within which each is to be settled.")
            .Produces<ProblemDetails>(StatusCodes.Status404NotFound, Problem);
    }

    private static IResult Services(int departmentId, ApiCache cache, PublicFigures figures)
        => figures.Now.Departments.Any(d => d.Id == departmentId)
            ? cache.Get(FormattableString.Invariant($"services/{departmentId}"), now => now.Services
                .Where(s => s.DepartmentId == departmentId && s.IsActive).Select(ServiceAnswer.Of).ToList())
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Map(this RouteGroupBuilder group, string pattern, Delegate handler)
        => group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    private static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary)
        .Produces<T>(StatusCodes.Status200OK, Json)
        .Produces(StatusCodes.Status304NotModified);
}

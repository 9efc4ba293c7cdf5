using Microsoft.AspNetCore.Mvc;
using Mibsp.Web.Live;

namespace Mibsp.Web.Endpoints;

/// <summary>The public figures and the services as JSON, for whoever wants to show or check them elsewhere.</summary>
internal static class Api
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Figures");
        api.Map("/stats", (ApiCache cache) => cache.Get("stats", now => StatsAnswer.Of(now.Figures)))
            .Describe<StatsAnswer>("Stats", "Totals by status, delayed complaints, and the resolution rate in percent.");
        api.Map("/chart/monthly", (ApiCache cache) => cache.Get("monthly", now => ChartAnswer.Monthly(now.Figures)))
            .Describe<ChartAnswer>("ChartMonthly", "Complaints by month of filing, the last twelve months, oldest first.");
        api.Map("/chart/dept", (ApiCache cache) => cache.Get("dept", now => ChartAnswer.ByDepartment(now.Figures)))
            .Describe<ChartAnswer>("ChartDepartment", "Complaints by the department that works on them.");
        api.Map("/chart/status", (ApiCache cache) => cache.Get("status", now => ChartAnswer.ByStatus(now.Figures)))
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

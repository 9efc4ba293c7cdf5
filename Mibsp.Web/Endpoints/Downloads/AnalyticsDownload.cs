using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Web.Features.Admin.Analytics;
using Mibsp.Web.Features.Admin.Analytics.Tables;
using Mibsp.Web.Resources;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>One table of the console as CSV: what the page with the same address shows to the same person. That it was taken is entered first.</summary>
internal static class AnalyticsDownload
{
    public static void MapAnalyticsDownload(this IEndpointRouteBuilder routes) => routes
        .MapGet(AnalyticsAddress.ExportPath, DownloadAsync)
        .RequireAuthorization(Policies.Analytics)
        .ExcludeFromDescription();

    private static async Task<IResult> DownloadAsync(
        string? table, HttpContext context, AnalyticsQueries analytics, FigureExporting exporting, DirectoryQueries directory, MunicipalTime time,
        IStringLocalizer<AnalyticsTexts> texts, IStringLocalizer<CommonTexts> common)
    {
        var (actor, ct) = (context.User.ToActor() ?? throw new SignedOutException(), context.RequestAborted);
        var address = AnalyticsAddress.Parse(context.Request.GetEncodedUrl());
        if (await analytics.ReadAsync(address.ToQuestion(time.Today), actor, ct) is not { } answer)
        {
            return Results.NotFound();
        }

        var tables = new AnalyticsTables(answer, await AnalyticsNames.ReadAsync(directory, ct), Drill.None(answer.Question), texts, common);
        if (tables.Find(table ?? FlowTables.Volumes) is not { } found || (found.Key == OpenTables.Load && actor.Role is not StaffRole.Administrator))
        {
            return Results.NotFound();
        }

        await exporting.EnterAsync(found.Key, address.Query, found.Rows.Count, actor, ct);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; require-trusted-types-for 'script'; sandbox";

        // With the mark by which spreadsheets know UTF-8.
        return Results.File(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(AnalyticsTables.ToCsv(found))], "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"figures-{found.Key}-{time.Today:yyyy-MM-dd}.csv"));
    }
}

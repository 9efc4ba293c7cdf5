using System.Text;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Departments.Import;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>Departments and services as a file, in the form in which they can be brought in again.</summary>
internal static class DirectoryDownload
{
    public static void MapDirectoryDownload(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/admin/departments/export", async (DirectoryQueries directory, HttpContext http, CancellationToken ct) =>
        {
            var file = DirectoryCsv.Write(await directory.DepartmentsAsync(ct), await directory.ServicesAsync(ct));
            http.Response.Headers.CacheControl = "no-store";

            // With the mark by which spreadsheets know UTF-8.
            return Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file)], "text/csv; charset=utf-8", "departments.csv");
        }).RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
}

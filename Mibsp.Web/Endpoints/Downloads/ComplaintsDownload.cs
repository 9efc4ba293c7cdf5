using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Web.Features.Admin.Complaints;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>The administrators' list as CSV, sent while it is read. One that is stopped breaks off, so that nobody takes a part for the whole.</summary>
internal static class ComplaintsDownload
{
    public static void MapComplaintsDownload(this IEndpointRouteBuilder routes) => routes
        .MapGet(ComplaintsAddress.ExportPath, DownloadAsync)
        .RequireAuthorization(Policies.Administrator)
        .ExcludeFromDescription();

    private static async Task DownloadAsync(string? ticket, HttpContext context, ComplaintExport export, ExportDesk desk, MunicipalTime time)
    {
        var actor = context.User.ToActor() ?? throw new SignedOutException();
        var address = ComplaintsAddress.Parse(context.Request.GetEncodedUrl());
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var (rows, isWhole) = (0, false);
        desk.Begin(ticket, actor.UserId, stopping);
        try
        {
            await foreach (var part in export.ReadAsync(address.ToFilter(), address.Query, actor, stopping.Token))
            {
                if (!context.Response.HasStarted)
                {
                    Announce(context.Response, time.Today);
                    // Without this mark spreadsheets read names as another alphabet.
                    await context.Response.WriteAsync("\uFEFF", stopping.Token);
                }

                await context.Response.WriteAsync(part.Text, Encoding.UTF8, stopping.Token);
                rows = part.Rows;
                desk.Tell(ticket, actor.UserId, new ExportState(rows, IsRunning: true, IsWhole: false));
            }

            isWhole = true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            context.Abort();
        }
        finally
        {
            desk.Tell(ticket, actor.UserId, new ExportState(rows, IsRunning: false, isWhole));
        }
    }

    private static void Announce(HttpResponse response, DateOnly today)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"complaints-{today:yyyy-MM-dd}.csv\"");
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; require-trusted-types-for 'script'; sandbox";
    }
}

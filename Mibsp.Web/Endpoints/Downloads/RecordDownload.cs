using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Mibsp.Domain.Audit.Export;
using Mibsp.Domain.Common;
using Mibsp.Web.Features.Admin.Record;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>A part of the record with its proof, sent while it is read. One that is stopped breaks off and has no last line, so that nobody takes it for whole.</summary>
internal static class RecordDownload
{
    public static void MapRecordDownload(this IEndpointRouteBuilder routes) => routes
        .MapGet(AuditAddress.ExportPath, DownloadAsync)
        .RequireAuthorization(Policies.Record)
        .ExcludeFromDescription();

    private static async Task DownloadAsync(HttpContext context, RecordExport export, MunicipalTime time)
    {
        var actor = context.User.ToActor() ?? throw new SignedOutException();
        var address = AuditAddress.Parse(context.Request.GetEncodedUrl());
        try
        {
            await foreach (var line in export.ReadAsync(address.ToFilter(), address.Range, actor, context.RequestAborted))
            {
                if (!context.Response.HasStarted)
                {
                    Announce(context.Response, time.Today);
                }

                await context.Response.WriteAsync(line, Encoding.UTF8, context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static void Announce(HttpResponse response, DateOnly today)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"audit-log-{today:yyyy-MM-dd}.jsonl\"");
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; require-trusted-types-for 'script'; sandbox";
    }
}

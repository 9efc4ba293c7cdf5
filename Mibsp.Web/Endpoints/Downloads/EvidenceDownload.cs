using Mibsp.Domain.Casework;
using Mibsp.Domain.Evidence;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints.Downloads;

/// <summary>
/// Evidence, for those who may read its case: always as a download under a name of ours, in a sandbox should a browser
/// show it after all. Not theirs and not there look the same.
/// </summary>
internal static partial class EvidenceDownload
{
    public static void MapEvidenceDownload(this IEndpointRouteBuilder routes) => routes
        .MapGet("/officer/evidence/{id:guid}", DownloadAsync)
        .RequireAuthorization(Policies.Casework)
        .ExcludeFromDescription();

    private static async Task<IResult> DownloadAsync(Guid id, HttpContext context, CaseQueries cases, ILoggerFactory loggers)
    {
        var actor = context.User.ToActor() ?? throw new SignedOutException();
        try
        {
            if (await cases.OpenEvidenceAsync(id, actor, context.RequestAborted) is not { } file)
            {
                return Results.StatusCode(StatusCodes.Status404NotFound);
            }

            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            context.Response.Headers.CacheControl = "no-store";
            // The mark goes with the file: whoever finds it in a folder next week should know as well.
            var mark = file.Scan is EvidenceScan.NotScanned ? "-not-scanned" : "";
            return Results.File(file.Bytes, file.Type.MediaType, $"{file.CaseNumber}-{file.Number}{mark}{file.Type.Extension}");
        }
        catch (EvidenceUnreadableException)
        {
            // Theirs, and it should be there: the store is damaged or not mounted, which the operator must hear of.
            LogUnreadable(loggers.CreateLogger(typeof(EvidenceDownload)), id);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of evidence {EvidenceId} cannot be read")]
    private static partial void LogUnreadable(ILogger logger, Guid evidenceId);
}

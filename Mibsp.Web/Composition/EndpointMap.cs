using Mibsp.Web.Endpoints;
using Mibsp.Web.Endpoints.Downloads;

namespace Mibsp.Web.Composition;

internal static class EndpointMap
{
    /// <summary>What is not a page. One line for each class in Endpoints/.</summary>
    public static void MapMibspEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapLeave();
        routes.MapApi();
        routes.MapHealth();
        routes.MapOpenApi();
        routes.MapSlip();
        routes.MapEvidenceDownload();
        routes.MapDraftSealing();
        routes.MapPasskeyOptions();
        routes.MapDirectoryDownload();
        routes.MapComplaintsDownload();
        routes.MapAnalyticsDownload();
        routes.MapRecordDownload();
    }
}

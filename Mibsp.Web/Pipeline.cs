using Mibsp.Web.Composition;
using Mibsp.Web.Endpoints;
using Mibsp.Web.Security;
using Mibsp.Web.Uploading;

namespace Mibsp.Web;

internal static class Pipeline
{
    /// <summary>What a request passes through, in this order, and where it ends.</summary>
    public static void UseMibsp(this WebApplication app, Task founding)
    {
        app.UseMibspLogging();
        app.UseMibspHeaders();
        app.UseMibspReadyFigures(founding);
        app.UseMibspErrors();
        app.UseMibspSizeLimit();
        app.UseMibspEvenPace();
        app.UseMibspFounding(founding);
        app.UseMibspUploadLine();
        app.UseMibspTexts();
        app.UseMibspReadyPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMibspFormCheck();

        app.MapStaticAssets();
        app.MapMibspEndpoints();
        app.MapMibspPages();

        // Asked for here first, and not when it begins to listen: the database is being prepared meanwhile. Pages' are kept; the others are made once more then, by code that is compiled.
        _ = ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count);
    }
}

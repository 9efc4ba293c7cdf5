using Mibsp.Web.Endpoints;
using Mibsp.Web.Features.Public;
using Mibsp.Web.Live;

namespace Mibsp.Web.Composition;

internal static class PublicData
{
    /// <summary>What everybody may see, kept in memory, and the description of it for programs.</summary>
    public static void AddMibspPublicFigures(this IServiceCollection services)
    {
        services.AddSingleton<PublicFigures>();
        services.AddHostedService(provider => provider.GetRequiredService<PublicFigures>());
        services.AddSingleton<ApiCache>().AddSingleton<PublicCharts>();
        services.AddSingleton<DatabaseProbe>();
        services.AddOpenApi(document =>
        {
            // HEAD is GET without its body: saying so twice would only give two operations one name.
            document.ShouldInclude = endpoint => endpoint.RelativePath is { } path && endpoint.HttpMethod != HttpMethods.Head
                && (path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("health", StringComparison.Ordinal));
            document.AddDocumentTransformer((openApi, _, _) =>
            {
                openApi.Info.Title = "MIBSP public figures";
                openApi.Info.Description = "Totals, charts and services of the portal. Figures are never older than two seconds. Errors are RFC 9457 problem details.";

                // Behind a proxy the address this process knows is not the one that works.
                openApi.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
    }
}

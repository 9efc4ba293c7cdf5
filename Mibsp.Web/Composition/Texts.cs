using Mibsp.Web.Resources.Remembering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Composition;

internal static class Texts
{
    /// <summary>The languages that people can read the portal in. The first is used where none fits.</summary>
    public static readonly string[] Languages = ["en"];

    public static void AddMibspTexts(this IServiceCollection services) => services
        .AddLocalization()
        .AddSingleton<ResourceManagerStringLocalizerFactory>()
        .AddSingleton<QueueCells>()
        .Replace(ServiceDescriptor.Singleton<IStringLocalizerFactory, RememberedTexts>());

    public static void UseMibspTexts(this IApplicationBuilder app) => app.UseRequestLocalization(languages => languages
        .SetDefaultCulture(Languages[0])
        .AddSupportedCultures(Languages)
        .AddSupportedUICultures(Languages));
}

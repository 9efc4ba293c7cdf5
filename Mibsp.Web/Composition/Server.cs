using Microsoft.AspNetCore.HttpOverrides;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Composition;

internal static class Server
{
    /// <summary>The web server itself. Without further settings Kestrel listens on http://localhost:5000.</summary>
    public static void AddMibspServer(this WebApplicationBuilder builder)
    {
        CoreDumps.Forbid();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // From the proxy in front only whether the line is encrypted. Who is at its other end is never asked for.
        builder.Services.Configure<ForwardedHeadersOptions>(proxy => proxy.ForwardedHeaders = ForwardedHeaders.XForwardedProto);
        // A missing registration or a scoped service held by a singleton stops the start, everywhere.
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateScopes = true;
            provider.ValidateOnBuild = true;
        });
        // Published or not, the files of packages (Radzen, Blazor) are found where the build put them.
        builder.WebHost.UseStaticWebAssets();
    }
}

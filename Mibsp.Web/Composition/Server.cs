using Microsoft.AspNetCore.HttpOverrides;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Composition;

internal static class Server
{
    /// <summary>
    /// SQLite's driver has no asynchronous reads: each holds its thread. With the usual one thread for each core, many open queues that
    /// read at once leave none for drawing, and the pool adds only one or two a second (300 queues: median 7.2 s instead of 1.3 s).
    /// </summary>
    private const int LeastThreads = 64;

    /// <summary>The web server itself. Without further settings Kestrel listens on http://localhost:5000.</summary>
    public static void AddMibspServer(this WebApplicationBuilder builder)
    {
        CoreDumps.Forbid();
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, LeastThreads), ports);
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

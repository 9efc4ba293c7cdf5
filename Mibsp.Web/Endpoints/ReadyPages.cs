using System.Collections.Concurrent;
using System.Globalization;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Hands out pages that are the same for everybody as bytes. Each is drawn anew when the public figures change and once a second at least, so that it is as new as if
/// it were drawn for each. It is drawn for nobody: for a request of the portal's own, which has the path and the language, and no cookie, address or
/// account of whoever asked; so nothing of one visitor can be in what the next one reads.
/// </summary>
internal sealed class ReadyPages(RequestDelegate next, IServiceScopeFactory scopes, PublicFigures figures, TimeProvider clock)
{
    private const string Html = "text/html; charset=utf-8";
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Path, string Language), Place> _places = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsSameForAll(context.Request, context.GetEndpoint()))
        {
            return next(context);
        }

        var place = _places.GetOrAdd((context.Request.Path.Value!, CultureInfo.CurrentUICulture.Name), _ => new Place());
        return place.Page is { } page && IsFresh(page) ? WriteAsync(context, page.Bytes) : DrawAsync(context, place);
    }

    // By the very path of the page: however else it can be written is answered, but not kept, or there would be no end to what is kept.
    private static bool IsSameForAll(HttpRequest request, Endpoint? endpoint)
        => HttpMethods.IsGet(request.Method) && !request.QueryString.HasValue && endpoint is RouteEndpoint page && page.Metadata.GetMetadata<SameForAllAttribute>() is not null
            && string.Equals(page.RoutePattern.RawText, request.Path.Value, StringComparison.Ordinal) && !request.PathBase.HasValue;

    private bool IsFresh(Page page) => page.Version == figures.Now.Version && clock.GetElapsedTime(page.Drawn) < _life;

    private async Task DrawAsync(HttpContext context, Place place)
    {
        // One draws it, and the others have it then.
        await place.Gate.WaitAsync(context.RequestAborted);
        Page? page;
        try
        {
            page = place.Page is { } kept && IsFresh(kept) ? kept : await TryDrawAsync(context);
            place.Page = page;
        }
        finally
        {
            place.Gate.Release();
        }

        await (page is null ? next(context) : WriteAsync(context, page.Bytes));
    }

    // Null where it does not come out as it should: then everybody gets an answer of their own.
    private async Task<Page?> TryDrawAsync(HttpContext asked)
    {
        var (version, now) = (figures.Now.Version, clock.GetTimestamp());
        await using var scope = scopes.CreateAsyncScope();
        using var drawn = new MemoryStream();
        var own = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        own.Request.Method = HttpMethods.Get;
        own.Request.Scheme = Uri.UriSchemeHttps;
        own.Request.Host = new HostString("localhost");
        own.Request.Path = asked.Request.Path;
        own.Request.RouteValues = new RouteValueDictionary(asked.Request.RouteValues);
        own.SetEndpoint(asked.GetEndpoint());
        own.Response.Body = drawn;
        await next(own);
        return own.Response.StatusCode is StatusCodes.Status200OK ? new Page(version, now, drawn.ToArray()) : null;
    }

    private static Task WriteAsync(HttpContext context, byte[] page)
    {
        context.Response.ContentType = Html;
        context.Response.ContentLength = page.Length;
        return context.Response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }

    private sealed record Page(long Version, long Drawn, byte[] Bytes);

    private sealed class Place
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public volatile Page? Page;
    }
}

internal static class ReadyPagesRegistration
{
    /// <summary>After the language is known, and before anybody is asked who they are.</summary>
    public static void UseMibspReadyPages(this IApplicationBuilder app) => app.UseMiddleware<ReadyPages>();
}

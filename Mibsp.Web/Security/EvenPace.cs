using System.Security.Cryptography;

namespace Mibsp.Web.Security;

/// <summary>
/// Answers on the tracking page leave whole, at the next tick of a slow clock that starts with the request, plus a random moment,
/// and filled up to one of few lengths. Whether an ID is malformed, unknown or known then shows in the page, and neither in how long
/// it took to make or to send nor, to whoever counts encrypted bytes, in how much it was.
/// </summary>
internal sealed class EvenPace(TimeProvider clock)
{
    /// <summary>Some times what the dearest answer takes, so that all of them fit into the first.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(400);

    /// <summary>Covers what is left.</summary>
    private const int JitterMilliseconds = 40;

    /// <summary>Bytes. The search form and most complaints fit into one; a long conversation takes some.</summary>
    public const int Length = 64 * 1024;

    private static readonly byte[] _blank = [.. Enumerable.Repeat((byte)'\n', Length)];

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var began = clock.GetTimestamp();
        var connection = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = connection;
        }

        if (IsPage(context.Response))
        {
            // Lines after the end of a page mean nothing to a browser.
            page.Write(_blank.AsSpan(0, (int)((Length - (page.Length % Length)) % Length)));
        }

        await Task.Delay(Wait(clock.GetElapsedTime(began)), clock, context.RequestAborted);
        page.Position = 0;
        await page.CopyToAsync(connection, context.RequestAborted);
    }

    private static bool IsPage(HttpResponse response)
        => response.ContentLength is null && response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static TimeSpan Wait(TimeSpan taken)
        => TimeSpan.FromTicks(Tick.Ticks - (taken.Ticks % Tick.Ticks) + RandomNumberGenerator.GetInt32(JitterMilliseconds * (int)TimeSpan.TicksPerMillisecond));
}

internal static class EvenPaceRegistration
{
    public static void UseMibspEvenPace(this WebApplication app)
    {
        var pace = app.Services.GetRequiredService<EvenPace>();
        app.Use((context, next) => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/track")
            ? pace.AnswerAsync(context, next)
            : next(context));
    }
}

using Microsoft.AspNetCore.Components;
using Mibsp.Web.Components;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Security;

/// <summary>The one place that says what a browser may do with our answers. Nothing but this host, nothing inline, nothing kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    // Radzen writes style attributes; staff pages only. Elements and scripts stay strict there too.
    private const string Staff = Strict + "; style-src-attr 'unsafe-inline'";

    // Markup that scripts put into the page goes through js/trusted.js on pages with a circuit; on others no script may.
    private const string TrustedByScript = "; require-trusted-types-for 'script'; trusted-types default";
    private const string TrustedByNone = "; require-trusted-types-for 'script'; trusted-types 'none'";

    // Copying a tracking ID and signing in with a passkey are the only powers the pages ask for.
    private const string Permissions =
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), " +
        "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), " +
        "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(self), " +
        "publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private static readonly Func<object, Task> _strict = context => Write((HttpContext)context, Strict + TrustedByNone, Strict + TrustedByScript);
    private static readonly Func<object, Task> _staff = context => Write((HttpContext)context, Staff + TrustedByNone, Staff + TrustedByScript);

    public Task InvokeAsync(HttpContext context)
    {
        // Decided now: an error page is re-executed under another path, but shown under this one.
        context.Response.OnStarting(CurrentWork.IsStaffs(context.Request.Path) ? _staff : _strict, context);
        return next(context);
    }

    private static Task Write(HttpContext context, string policy, string policyWithCircuit)
    {
        var headers = context.Response.Headers;
        // Evidence downloads bring a stricter one (sandbox); that stays.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = RunsCircuit(context) ? policyWithCircuit : policy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        WriteCaching(context, headers);
        return Task.CompletedTask;
    }

    private static bool RunsCircuit(HttpContext context)
        => context.GetEndpoint()?.Metadata is { } page
            && (page.GetMetadata<NeedsCircuitAttribute>() is not null || page.GetMetadata<RenderModeAttribute>() is not null);

    private static void WriteCaching(HttpContext context, IHeaderDictionary headers)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FormlessAttribute>() is not null)
        {
            // The framework gives every page a form's cookie, needed or not. Somebody who only reads gets none.
            headers.Remove("Set-Cookie");
            headers.Remove("Pragma");
            headers.CacheControl = context.Response.StatusCode is StatusCodes.Status200OK ? "private, max-age=60" : "no-store";
            headers.Vary = "Accept-Language";
        }
        else if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }
}

internal static class SecurityHeadersRegistration
{
    public static void UseMibspHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseMiddleware<SecurityHeaders>();
    }
}

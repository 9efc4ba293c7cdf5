using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Endpoints;

/// <summary>The way out: at once to a neutral site, with what the browser kept for this one thrown away.</summary>
internal static class Leave
{
    public static void MapLeave(this IEndpointRouteBuilder routes) => routes.MapGet("/leave", (HttpContext context, IOptionsMonitor<CitizenOptions> citizen, IOptions<AntiforgeryOptions> forms) =>
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = citizen.CurrentValue.LeaveUrl;
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        context.Response.Headers.CacheControl = "no-store";
        // The one cookie of citizens' forms. "cookies" above would clear those of every site under the municipality's domain.
        var cookie = forms.Value.Cookie;
        context.Response.Cookies.Delete(cookie.Name!, cookie.Build(context));
    }).ExcludeFromDescription();
}

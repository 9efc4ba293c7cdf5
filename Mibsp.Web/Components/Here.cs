using Microsoft.AspNetCore.Diagnostics;

namespace Mibsp.Web.Components;

/// <summary>
/// The address in the reader's address bar. The document has a base address, so a bare "#main" would lead to the
/// front page; and an error page is rendered under another path than the one that was asked for.
/// </summary>
internal static class Here
{
    public static string Of(HttpContext context)
    {
        var asked = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? context.Request.Path.Value;
        // One slash only: "//name" would be the address of another host.
        return new PathString("/" + asked?.TrimStart('/', '\\')).ToUriComponent();
    }
}

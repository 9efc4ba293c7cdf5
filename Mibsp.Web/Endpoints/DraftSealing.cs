using Microsoft.AspNetCore.Antiforgery;
using Mibsp.Web.Features.Staff.Cases.Away;
using Mibsp.Web.Security;

namespace Mibsp.Web.Endpoints;

/// <summary>
/// Seals what somebody types on a case's page and has not sent yet, for their own tab to keep (js/tab.js). Not over the circuit: it is for
/// when that is gone. Keeps nothing and looks at no complaint.
/// </summary>
internal static class DraftSealing
{
    /// <summary>The longest text in letters of three bytes, each written as six.</summary>
    private const int MostBytes = 256 * 1024;

    public static void MapDraftSealing(this IEndpointRouteBuilder routes) => routes
        .Map("/officer/draft", SealAsync)
        .RequireAuthorization(Policies.Casework)
        .ExcludeFromDescription();

    private static async Task<IResult> SealAsync(HttpContext context, DraftKeeping drafts, IAntiforgery forms)
    {
        var actor = context.User.ToActor() ?? throw new SignedOutException();
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        if (context.Request.ContentLength is null or > MostBytes || !context.Request.HasJsonContentType() || !await forms.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var draft = await ReadAsync(context);
        return draft is { IsSound: true } ? Results.Text(drafts.Seal(draft, actor.UserId)) : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private static async Task<KeptDraft?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<KeptDraft>(context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

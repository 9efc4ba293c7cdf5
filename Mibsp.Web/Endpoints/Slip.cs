using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Endpoints;

/// <summary>The receipt as a small text file. It names neither the portal nor what the ID is for.</summary>
internal static class Slip
{
    // The middleware checks the form, and answers one that cannot be read as it answers any other.
    public static void MapSlip(this IEndpointRouteBuilder routes)
        => routes.MapPost("/submit/slip", Download).WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<IResult> Download(
        HttpContext context, [FromServices] DraftSeal seal, [FromServices] IStringLocalizer<FilingTexts> texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (seal.Open(form["draft"]) is not { IsSent: true, TrackingId: { } id } draft)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var note = new StringBuilder().AppendLine(texts["Slip.Keep"]).AppendLine().AppendLine(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        if (draft.DeadlineOn is { } deadline)
        {
            note.AppendLine().AppendLine(texts["Slip.By", deadline.ToString("d MMMM yyyy", CultureInfo.CurrentCulture)]);
        }

        return Results.File(Encoding.UTF8.GetBytes(note.ToString()), "text/plain; charset=utf-8", "note.txt");
    }
}

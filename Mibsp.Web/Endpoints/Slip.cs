using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Features.Citizen.Tracking;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Endpoints;

/// <summary>The receipt as a small text file. It names neither the portal nor what the ID is for.</summary>
internal static class Slip
{
    // The middleware checks the form, and answers one that cannot be read as it answers any other.
    public static void MapSlip(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/submit/slip", Download).WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/track/slip", DownloadAgain).WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<IResult> Download(
        HttpContext context, [FromServices] DraftSeal seal, [FromServices] IStringLocalizer<FilingTexts> texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (seal.Open(form["draft"]) is not { IsSent: true, TrackingId: { } id } draft)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return Note(id, draft.DeadlineOn, texts);
    }

    /// <summary>Once more, from the tracking page. The ID comes in the sealed visit and stands in no address.</summary>
    private static async Task<IResult> DownloadAgain(
        HttpContext context, [FromServices] DraftSeal seal, [FromServices] TrackingDesk desk, [FromServices] IStringLocalizer<FilingTexts> texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var visit = new Visit { Secret = TrackingId.TryParse(seal.OpenVisit(form["visit"]), out var id) ? id : null };
        return await desk.FindAsync(visit, context.RequestAborted) is { } complaint
            ? Note(id.Reveal(), complaint.Status.IsOpen() ? complaint.DeadlineOn : null, texts)
            : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private static IResult Note(string id, DateOnly? deadlineOn, IStringLocalizer<FilingTexts> texts)
    {
        var note = new StringBuilder().AppendLine(texts["Slip.Keep"]).AppendLine().AppendLine(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        if (deadlineOn is { } deadline)
        {
            note.AppendLine().AppendLine(texts["Slip.By", deadline.ToString("d MMMM yyyy", CultureInfo.CurrentCulture)]);
        }

        return Results.File(Encoding.UTF8.GetBytes(note.ToString()), "text/plain; charset=utf-8", "note.txt");
    }
}

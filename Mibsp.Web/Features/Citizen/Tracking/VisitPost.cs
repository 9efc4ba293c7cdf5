using System.Globalization;
using Microsoft.Extensions.Primitives;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>What a plain form of the tracking page says and asks for: reads its fields into the visit and presses the button that was pressed.</summary>
internal static class VisitPost
{
    // Text beyond its limit is kept, so that it can be shortened by its author and not by us; but not without end.
    private const int LongestText = 20_000;

    /// <summary>The same for fields that a script hands over by name.</summary>
    public static void Read(IReadOnlyDictionary<string, string> fields, Visit visit)
        => Read(new FormCollection(fields.ToDictionary(field => field.Key, field => new StringValues(field.Value))), visit);

    /// <summary>Only fields that are there count.</summary>
    public static void Read(IFormCollection form, Visit visit)
    {
        visit.Message = Text(form, nameof(Visit.Message), visit.Message);
        visit.Reason = Text(form, nameof(Visit.Reason), visit.Reason);
        visit.LastGroup = Text(form, nameof(Visit.LastGroup), visit.LastGroup);
        visit.Report = Number(form[nameof(Visit.Report)], TrackingId.ReportsMax) ?? visit.Report;
        visit.Stars = Number(form[nameof(Visit.Stars)], Complaint.RatingMax) ?? visit.Stars;
        visit.Step = Enum.TryParse<VisitStep>(form[nameof(Visit.Step)], out var step) && Enum.IsDefined(step) ? step : visit.Step;
        DraftForm.Read(form, visit.Story);
    }

    /// <summary>Does what the pressed button says and returns what is wrong, if anything.</summary>
    public static async Task<IReadOnlyList<Fault>> ActAsync(
        TrackingDesk desk, AfterwardsDesk afterwards, Visit visit, IFormCollection form, CancellationToken ct)
    {
        var parts = form["go"].ToString().Split(':', 2);
        switch (parts[0])
        {
            case "case":
                AfterwardsDesk.Turn(visit, VisitStep.Case);
                return [];
            case "withdraw":
                AfterwardsDesk.Turn(visit, VisitStep.Withdraw);
                return [];
            case "erase":
                AfterwardsDesk.Turn(visit, VisitStep.Erase);
                return [];
            case "retaliation":
                AfterwardsDesk.Turn(visit, VisitStep.Retaliation);
                return [];
            case "report":
                return AfterwardsDesk.Show(visit, Number(parts[^1], TrackingId.ReportsMax) ?? 0);
        }

        return parts[0] switch
        {
            "message" => await desk.WriteAsync(visit),
            "confirm" => await desk.ConfirmAsync(visit),
            "contest" => await desk.ContestAsync(visit),
            "files" => await desk.AddFilesAsync(visit, [.. form.Files.Where(f => f.Length > 0).Select(f => (Func<Stream>)f.OpenReadStream)], ct),
            "withdraw-now" => await afterwards.WithdrawAsync(visit),
            "erase-now" => await afterwards.EraseAsync(visit),
            "retaliation-now" => await afterwards.TellAsync(visit),
            "rate" => await afterwards.RateAsync(visit),
            _ => [],
        };
    }

    private static string Text(IFormCollection form, string name, string before)
    {
        if (!form.TryGetValue(name, out var values))
        {
            return before;
        }

        var text = values.ToString().ReplaceLineEndings("\n");
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private static int? Number(string? text, int most)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}

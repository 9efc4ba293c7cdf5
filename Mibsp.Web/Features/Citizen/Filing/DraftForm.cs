using System.Globalization;
using Microsoft.Extensions.Primitives;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>Takes over what a posted form says. Only fields that are there count: each step posts its own.</summary>
internal static class DraftForm
{
    // Text beyond its limit is kept, so that it can be shortened by its author and not by us; but not without end.
    private const int LongestText = 4 * ComplaintContent.DescriptionMaxLength;
    private const int LongestLine = 200;

    /// <summary>As much as the box for a suggestion takes.</summary>
    internal const int LongestWords = 300;

    /// <summary>The same for fields that a script hands over by name.</summary>
    public static void Read(IReadOnlyDictionary<string, string> fields, Draft draft)
        => Read(new FormCollection(fields.ToDictionary(field => field.Key, field => new StringValues(field.Value))), draft);

    public static void Read(IFormCollection form, Draft draft)
    {
        draft.Kind = Choice(form, nameof(Draft.Kind), draft.Kind);
        draft.DepartmentId = Number(form, nameof(Draft.DepartmentId), draft.DepartmentId);
        draft.ServiceId = Number(form, nameof(Draft.ServiceId), draft.ServiceId);
        draft.Words = Text(form, nameof(Draft.Words), draft.Words, LongestWords);
        draft.WardId = Number(form, nameof(Draft.WardId), draft.WardId);
        draft.KeepFrom = Choice(form, nameof(Draft.KeepFrom), draft.KeepFrom);
        draft.Description = Text(form, nameof(Draft.Description), draft.Description, LongestText);
        draft.Day = Text(form, nameof(Draft.Day), draft.Day, LongestLine);
        draft.Month = Text(form, nameof(Draft.Month), draft.Month, LongestLine);
        draft.Year = Text(form, nameof(Draft.Year), draft.Year, LongestLine);
        draft.Amount = Text(form, nameof(Draft.Amount), draft.Amount, LongestLine);
        draft.FileNumber = Text(form, nameof(Draft.FileNumber), draft.FileNumber, LongestLine);
        draft.HowToCheck = Text(form, nameof(Draft.HowToCheck), draft.HowToCheck, LongestText);
    }

    private static string Text(IFormCollection form, string name, string before, int most)
    {
        if (!form.TryGetValue(name, out var values))
        {
            return before;
        }

        // Browsers send line ends as two characters and count them as one.
        var text = values.ToString().ReplaceLineEndings("\n");
        return text.Length > most ? text[..most] : text;
    }

    private static int? Number(IFormCollection form, string name, int? before)
        => form.TryGetValue(name, out var values)
            ? int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
            : before;

    private static TEnum? Choice<TEnum>(IFormCollection form, string name, TEnum? before) where TEnum : struct, Enum
        => form.TryGetValue(name, out var values)
            ? Enum.TryParse<TEnum>(values.ToString(), out var choice) && Enum.IsDefined(choice) ? choice : null
            : before;
}

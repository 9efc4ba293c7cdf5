using System.Globalization;
using Mibsp.Domain.Complaints;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>What is wrong with a step, if anything. The same for forms and circuits; the domain checks once more when it is filed.</summary>
internal static class DraftChecks
{
    private const int OldestYears = 30;

    public static IReadOnlyList<Fault> Check(Draft draft, WizardStep step, FilingDirectory directory, DateOnly today) => step switch
    {
        WizardStep.Kind when draft.Kind is null => [new(nameof(Draft.Kind), "Kind.Missing")],
        WizardStep.Place => [.. Place(draft, directory)],
        WizardStep.KeepFrom when draft.KeepFrom is null => [new(nameof(Draft.KeepFrom), "KeepFrom.Missing")],
        WizardStep.Story => [.. Story(draft, today)],
        _ => [],
    };

    /// <summary>What is wrong with what happened and when: also for who tells it on the tracking page.</summary>
    public static IReadOnlyList<Fault> CheckStory(Draft draft, DateOnly today) => [.. Story(draft, today)];

    /// <summary>The day, or the first of the month, that was typed; null when nothing was, or nothing sensible.</summary>
    public static (DateOnly? On, bool ByMonth) When(Draft draft)
    {
        var byMonth = string.IsNullOrWhiteSpace(draft.Day);
        return Number(draft.Year) is { } year and >= 1900 and <= 9999
            && Number(draft.Month) is { } month and >= 1 and <= 12
            && (byMonth ? 1 : Number(draft.Day)) is { } day and >= 1
            && day <= DateTime.DaysInMonth(year, month)
            ? (new DateOnly(year, month, day), byMonth)
            : (null, false);
    }

    /// <summary>The amount that was typed, with or without thousands separators; null when there is none or it is no number.</summary>
    public static decimal? Amount(Draft draft)
        => decimal.TryParse(draft.Amount.Trim().Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('₹'),
            NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? Math.Round(amount, 2) : null;

    private static IEnumerable<Fault> Place(Draft draft, FilingDirectory directory)
    {
        if (directory.Departments.All(d => d.Id != draft.DepartmentId))
        {
            yield return new(nameof(Draft.DepartmentId), "Place.DepartmentMissing");
        }
        else if (draft.ServiceId is > 0 && directory.Services.All(s => s.Id != draft.ServiceId || s.DepartmentId != draft.DepartmentId))
        {
            yield return new(nameof(Draft.ServiceId), "Place.ServiceElsewhere");
        }

        if (draft.WardId is not null && directory.Wards.All(w => w.Id != draft.WardId))
        {
            yield return new(nameof(Draft.WardId), "Place.WardUnknown");
        }
    }

    private static IEnumerable<Fault> Story(Draft draft, DateOnly today)
    {
        var length = draft.Description.Trim().Length;
        if (length < ComplaintContent.DescriptionMinLength)
        {
            yield return new(nameof(Draft.Description), "Story.TooShort", $"{ComplaintContent.DescriptionMinLength - length}");
        }
        else if (length > ComplaintContent.DescriptionMaxLength)
        {
            yield return new(nameof(Draft.Description), "Story.TooLong", $"{length - ComplaintContent.DescriptionMaxLength}");
        }

        if (!string.IsNullOrWhiteSpace(draft.Day + draft.Month + draft.Year))
        {
            if (When(draft).On is not { } on || on < today.AddYears(-OldestYears))
            {
                yield return new(nameof(Draft.Month), "Story.DateWrong");
            }
            else if (on > today)
            {
                yield return new(nameof(Draft.Month), "Story.DateAhead");
            }
        }

        if (!string.IsNullOrWhiteSpace(draft.Amount) && Amount(draft) is null or < 0 or > ComplaintContent.AmountMax)
        {
            yield return new(nameof(Draft.Amount), "Story.AmountWrong");
        }

        if (draft.FileNumber.Trim().Length > ComplaintContent.FileNumberMaxLength)
        {
            yield return new(nameof(Draft.FileNumber), "Story.FileNumberTooLong", $"{ComplaintContent.FileNumberMaxLength}");
        }

        if (draft.HowToCheck.Trim().Length > ComplaintContent.HowToCheckMaxLength)
        {
            yield return new(nameof(Draft.HowToCheck), "Story.HowToCheckTooLong", $"{ComplaintContent.HowToCheckMaxLength}");
        }
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

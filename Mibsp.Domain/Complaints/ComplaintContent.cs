namespace Mibsp.Domain.Complaints;

/// <summary>
/// What the citizen told. Kept apart from <see cref="Complaint"/>, so that lists, counts and the administrator's
/// pages never load it, and so that it can be erased while the complaint's bare facts stay.
/// </summary>
public sealed class ComplaintContent
{
    public const int DescriptionMinLength = 50;
    public const int DescriptionMaxLength = 5000;
    public const int FileNumberMaxLength = 60;
    public const int HowToCheckMaxLength = 1000;
    public const decimal AmountMax = 1_000_000_000m;

    private ComplaintContent() { } // EF

    internal ComplaintContent(Guid complaintId, ComplaintStory story)
        => (ComplaintId, Description, HappenedOn, HappenedByMonth, Amount, FileNumber, HowToCheck)
            = (complaintId, story.Description, story.HappenedOn, story.HappenedByMonth, story.Amount, story.FileNumber, story.HowToCheck);

    public Guid ComplaintId { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>The day it happened, or the first of the month when only the month was told.</summary>
    public DateOnly? HappenedOn { get; private set; }

    public bool HappenedByMonth { get; private set; }

    /// <summary>Money asked for, in the municipality's currency.</summary>
    public decimal? Amount { get; private set; }

    /// <summary>A file or application number the citizen knows.</summary>
    public string? FileNumber { get; private set; }

    /// <summary>How somebody could check this without asking the citizen.</summary>
    public string? HowToCheck { get; private set; }
}

/// <summary>What the citizen told, as it comes out of the wizard: trimmed and within the limits of <see cref="ComplaintContent"/>.</summary>
public sealed record ComplaintStory(
    string Description, DateOnly? HappenedOn, bool HappenedByMonth, decimal? Amount, string? FileNumber, string? HowToCheck);

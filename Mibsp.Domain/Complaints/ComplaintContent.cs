using System.Text.Encodings.Web;
using System.Text.Json;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Complaints;

/// <summary>
/// What the citizen told, sealed as one document. Kept apart from <see cref="Complaint"/>, so that lists, counts and the
/// administrator's pages never load it, and so that it can be erased while the complaint's bare facts stay.
/// </summary>
public sealed class ComplaintContent
{
    public const int DescriptionMinLength = 50;
    public const int DescriptionMaxLength = 5000;
    public const int FileNumberMaxLength = 60;
    public const int HowToCheckMaxLength = 1000;
    public const decimal AmountMax = 1_000_000_000m;

    private const string Field = "story";

    // Letters of all scripts as they are, and not as six signs each: the document is read by nothing but this class.
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ComplaintContent() { } // EF

    internal ComplaintContent(ComplaintStory story, ComplaintCipher cipher)
        => (ComplaintId, Sealed) = (cipher.ComplaintId, cipher.Seal(Field, JsonSerializer.Serialize(story, _json)));

    public Guid ComplaintId { get; private set; }

    public byte[] Sealed { get; private set; } = [];

    public ComplaintStory Read(ComplaintCipher cipher)
        => JsonSerializer.Deserialize<ComplaintStory>(cipher.Open(Field, Sealed), _json) ?? throw new SealBrokenException(ComplaintId);
}

/// <summary>
/// What the citizen told, as it comes out of the wizard: trimmed and within the limits of <see cref="ComplaintContent"/>.
/// </summary>
/// <param name="Description">What happened.</param>
/// <param name="HappenedOn">The day, or the first of the month when only the month was told.</param>
/// <param name="HappenedByMonth">Whether only the month was told.</param>
/// <param name="Amount">Money asked for, in the municipality's currency.</param>
/// <param name="FileNumber">A file or application number the citizen knows.</param>
/// <param name="HowToCheck">How somebody could check this without asking the citizen.</param>
public sealed record ComplaintStory(
    string Description, DateOnly? HappenedOn, bool HappenedByMonth, decimal? Amount, string? FileNumber, string? HowToCheck);

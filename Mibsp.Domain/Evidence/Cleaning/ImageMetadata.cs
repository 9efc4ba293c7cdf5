namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>
/// Takes metadata out of pictures by leaving out the segments that hold it. The coded pixels are copied byte for byte: nothing
/// is decoded, so no decoder can be attacked and no quality is lost.
/// </summary>
public static class ImageMetadata
{
    /// <summary>By the header; a small file may unfold to a picture that stops an officer's browser.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Bounded in time and memory by the file's length; refuses hostile files and never throws for them.</summary>
    public static CleaningOutcome Clean(EvidenceType type, ReadOnlySpan<byte> file)
    {
        try
        {
            var found = new List<FoundMetadata>();
            byte[] cleaned = type switch
            {
                EvidenceType.Jpeg => JpegMetadata.Remove(file, found),
                EvidenceType.Png => PngMetadata.Remove(file, found),
                EvidenceType.WebP => WebPMetadata.Remove(file, found),
                _ => throw new DamagedFileException(EvidenceRefusal.UnknownType),
            };
            return CleaningOutcome.Cleaned(cleaned, found);
        }
        catch (DamagedFileException damaged)
        {
            return CleaningOutcome.Refused(damaged.Refusal);
        }
    }

    internal static void CheckSize(long width, long height)
    {
        DamagedFileException.Unless(width > 0 && height > 0);
        if (width > MostPixels / height)
        {
            throw new DamagedFileException(EvidenceRefusal.TooManyPixels);
        }
    }
}

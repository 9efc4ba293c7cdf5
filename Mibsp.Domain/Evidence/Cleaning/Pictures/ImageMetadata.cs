namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>
/// Takes metadata out of pictures by leaving out the segments that hold it. The coded pixels are copied byte for byte: nothing
/// is decoded, so no decoder can be attacked and no quality is lost.
/// </summary>
public static class ImageMetadata
{
    /// <summary>By the header; a small file may unfold to a picture that stops an officer's browser.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>By the header as well: 100 million pixels of four bytes. Pictures of 16 bits a channel may have half as many.</summary>
    public const long MostUnfoldedBytes = 400_000_000;

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

    /// <summary>A size that a decoder would have to find memory for, whatever the file holds.</summary>
    internal static void CheckSize(long width, long height)
    {
        DamagedFileException.Unless(width > 0 && height > 0);
        if (width > MostPixels / height)
        {
            throw new DamagedFileException(EvidenceRefusal.TooManyPixels);
        }
    }

    internal static void CheckUnfolded(long width, long height, int bitsPerPixel)
    {
        if (width * height * bitsPerPixel / 8 > MostUnfoldedBytes)
        {
            throw new DamagedFileException(EvidenceRefusal.TooManyPixels);
        }
    }
}

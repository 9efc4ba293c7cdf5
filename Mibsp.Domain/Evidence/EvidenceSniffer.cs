using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Cleaning.Pictures;

namespace Mibsp.Domain.Evidence;

/// <summary>Says by its first bytes what a file claims to be. Whether the claim holds is for the cleaners to find out.</summary>
public static class EvidenceSniffer
{
    /// <summary>Null for everything that is not taken at all, such as a page of HTML called photo.jpg. Never throws.</summary>
    public static EvidenceType? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return EvidenceType.Jpeg;
        }

        if (bytes.StartsWith(PngMetadata.Signature))
        {
            return EvidenceType.Png;
        }

        if (bytes.StartsWith("%PDF-"u8))
        {
            return EvidenceType.Pdf;
        }

        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
        {
            return EvidenceType.WebP;
        }

        return MediaTypeOf(bytes);
    }

    private static EvidenceType? MediaTypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
        {
            return bytes[8..].StartsWith("M4A "u8) || bytes[8..].StartsWith("M4B "u8) ? EvidenceType.M4a : EvidenceType.Mp4;
        }

        return bytes.StartsWith("ID3"u8) || Mp3Frames.LengthOfFrame(bytes) > 0 ? EvidenceType.Mp3 : null;
    }
}

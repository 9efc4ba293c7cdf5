using System.Buffers;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>A cheap look at documents and media before a real parser is let near them: whole, and what they claim to be.</summary>
internal static class DocumentStructure
{
    private const int PdfTail = 1024;
    private static readonly SearchValues<byte> _blanks = SearchValues.Create(" \t\r\n\f\0"u8);

    internal static bool IsSound(EvidenceType type, ReadOnlySpan<byte> file) => type switch
    {
        EvidenceType.Pdf => IsPdf(file),
        EvidenceType.Mp3 => Mp3Sound.IsSound(file),
        EvidenceType.M4a or EvidenceType.Mp4 => Mp4Boxes.IsFilm(file),
        _ => false,
    };

    /// <summary>Why a document is not handed to the real parser; null when it may be.</summary>
    internal static EvidenceRefusal? WhyNot(EvidenceType type, ReadOnlyMemory<byte> file) =>
        !IsSound(type, file.Span) ? EvidenceRefusal.Damaged : type is EvidenceType.Pdf ? PdfInspection.WhyNot(file) : null;

    /// <summary>Whether something but white space follows the end of a PDF.</summary>
    internal static bool HasTrailingData(ReadOnlySpan<byte> pdf) => pdf[(pdf.LastIndexOf("%%EOF"u8) + 5)..].ContainsAnyExcept(_blanks);

    private static bool IsPdf(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> tail = file[Math.Max(0, file.Length - PdfTail)..];
        return file.Length >= 32
            && file.StartsWith("%PDF-"u8) && char.IsAsciiDigit((char)file[5]) && file[6] == '.' && char.IsAsciiDigit((char)file[7])
            && file.IndexOf("startxref"u8) >= 0 && tail.IndexOf("%%EOF"u8) >= 0;
    }
}

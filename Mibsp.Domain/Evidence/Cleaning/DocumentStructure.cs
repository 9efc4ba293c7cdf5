using System.Buffers;
using System.Buffers.Binary;

namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>A cheap look at documents and media before a real parser is let near them: whole, and what they claim to be.</summary>
internal static class DocumentStructure
{
    private const int PdfTail = 1024;
    private const int MostBoxes = 100_000;
    private static readonly SearchValues<byte> _blanks = SearchValues.Create(" \t\r\n\f\0"u8);

    internal static bool IsSound(EvidenceType type, ReadOnlySpan<byte> file) => type switch
    {
        EvidenceType.Pdf => IsPdf(file),
        EvidenceType.Mp3 => Mp3Frames.AreSound(file),
        EvidenceType.M4a or EvidenceType.Mp4 => IsMp4(file),
        _ => false,
    };

    /// <summary>Whether something but white space follows the end of a PDF.</summary>
    internal static bool HasTrailingData(ReadOnlySpan<byte> pdf) => pdf[(pdf.LastIndexOf("%%EOF"u8) + 5)..].ContainsAnyExcept(_blanks);

    private static bool IsPdf(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> tail = file[Math.Max(0, file.Length - PdfTail)..];
        return file.Length >= 32
            && file.StartsWith("%PDF-"u8) && char.IsAsciiDigit((char)file[5]) && file[6] == '.' && char.IsAsciiDigit((char)file[7])
            && file.IndexOf("startxref"u8) >= 0 && tail.IndexOf("%%EOF"u8) >= 0;
    }

    // Boxes must fill the file exactly: nothing cut off, nothing behind.
    private static bool IsMp4(ReadOnlySpan<byte> file)
    {
        bool hasIndex = false;
        bool hasData = false;
        for (int boxes = 0; !file.IsEmpty; boxes++)
        {
            if (file.Length < 8 || boxes == MostBoxes)
            {
                return false;
            }

            ulong length = BinaryPrimitives.ReadUInt32BigEndian(file);
            ulong head = 8;
            if (length == 1 && file.Length >= 16)
            {
                length = BinaryPrimitives.ReadUInt64BigEndian(file[8..]);
                head = 16;
            }

            if (length < head || length > (ulong)file.Length)
            {
                return false;
            }

            hasIndex |= file[4..].StartsWith("moov"u8);
            hasData |= file[4..].StartsWith("mdat"u8);
            file = file[(int)length..];
        }

        return hasIndex && hasData;
    }
}

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>What of a JPEG's headers decides how its pixels look, and has been seen so far.</summary>
internal sealed class JpegPicture
{
    /// <summary>Null until its header has been met.</summary>
    internal JpegFrame? Frame { get; set; }

    internal int Scans { get; set; }

    /// <summary>Whether a JFIF header says that the colours are YCbCr or grey.</summary>
    internal bool IsJfif { get; set; }

    /// <summary>Adobe's number for the colours (RGB, YCbCr, CMYK, YCCK); without it some pictures turn green.</summary>
    internal byte? AdobeColours { get; set; }

    /// <summary>
    /// Both headers are written afresh, with the one byte that pixels depend on: version, density and flags would tell which
    /// program made the picture.
    /// </summary>
    internal void WriteHeaders(MemoryStream target)
    {
        if (IsJfif)
        {
            JpegMetadata.WriteSegment(target, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]); // version 1.01, square pixels, no thumbnail
        }

        if (AdobeColours is { } colours)
        {
            JpegMetadata.WriteSegment(target, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, colours]);
        }
    }
}

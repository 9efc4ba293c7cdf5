namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>What of a JPEG's headers decides how its pixels look, and has been seen so far.</summary>
internal sealed class JpegPicture
{
    internal bool HasFrame { get; set; }

    internal bool HasScan { get; set; }

    /// <summary>Version and pixel density, without the thumbnail: nine bytes after "JFIF\0".</summary>
    internal byte[]? Jfif { get; set; }

    /// <summary>Adobe's segment says whether the colours are RGB, YCbCr or CMYK; without it some pictures turn green.</summary>
    internal byte[]? Adobe { get; set; }

    /// <summary>1 to 8 as in Exif; 1 is upright.</summary>
    internal int Orientation { get; set; } = 1;

    /// <summary>
    /// The turn of the picture is kept, in an Exif segment that holds nothing else: most phones store every picture lying on
    /// its side, and turning the pixels would mean decoding them. It tells at most how the phone was held.
    /// </summary>
    internal void WriteHeaders(MemoryStream target)
    {
        if (Jfif is not null)
        {
            JpegMetadata.WriteSegment(target, 0xE0, [.. "JFIF\0"u8, .. Jfif]);
        }

        if (Orientation != 1)
        {
            JpegMetadata.WriteSegment(target, 0xE1, [.. "Exif\0\0"u8, .. ExifReader.OrientationOnly(Orientation)]);
        }

        if (Adobe is not null)
        {
            JpegMetadata.WriteSegment(target, 0xEE, Adobe);
        }
    }
}

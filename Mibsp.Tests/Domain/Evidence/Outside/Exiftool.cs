using System.Text.Json;
using Mibsp.Domain.Evidence.Cleaning.Documents;

namespace Mibsp.Tests.Domain.Evidence.Outside;

/// <summary>
/// Debian's exiftool over a folder, in one process, and what of its findings is structure: sizes, codings, tables. Everything
/// that is not in this list is metadata, whatever it is called.
/// </summary>
internal static class Exiftool
{
    private const string ZeroDate = "0000:00:00 00:00:00";
    private static readonly string[] _groups = ["System", "Composite"];

    private static readonly HashSet<string> _structure =
    [
        "SourceFile", "ExifTool:ExifToolVersion",
        "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth", "File:ImageHeight", "File:EncodingProcess",
        "File:BitsPerSample", "File:ColorComponents", "File:YCbCrSubSampling",
        "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution",
        "Adobe:DCTEncodeVersion", "Adobe:APP14Flags0", "Adobe:APP14Flags1", "Adobe:ColorTransform",
        "PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter", "PNG:Interlace", "PNG:Palette",
        "PNG:Transparency", "PNG:Gamma", "PNG:SRGBRendering", .. In("PNG", "WhitePointX", "WhitePointY", "RedX", "RedY", "GreenX", "GreenY", "BlueX", "BlueY"),
        "RIFF:VP8Version", "RIFF:ImageWidth", "RIFF:ImageHeight", "RIFF:HorizontalScale", "RIFF:VerticalScale", "RIFF:WebP_Flags",
        "RIFF:AlphaPreprocessing", "RIFF:AlphaFiltering", "RIFF:AlphaCompression", "RIFF:AlphaIsUsed",
        "PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount",
        "MPEG:MPEGAudioVersion", "MPEG:AudioLayer", "MPEG:AudioBitrate", "MPEG:SampleRate", "MPEG:ChannelMode", "MPEG:MSStereo",
        "MPEG:IntensityStereo", "MPEG:CopyrightFlag", "MPEG:OriginalMedia", "MPEG:Emphasis",
        .. In("QuickTime", "MajorBrand", "MinorVersion", "CompatibleBrands", "Free", "MediaData", "MediaDataSize", "MediaDataOffset", "MovieHeaderVersion",
            "CreateDate", "ModifyDate", "TimeScale", "Duration", "PreferredRate", "PreferredVolume", "MatrixStructure", "PreviewTime",
            "PreviewDuration", "PosterTime", "SelectionTime", "SelectionDuration", "CurrentTime", "NextTrackID"),
        .. In("Track", "TrackHeaderVersion", "TrackCreateDate", "TrackModifyDate", "TrackID", "TrackDuration", "TrackLayer", "TrackVolume",
            "MatrixStructure", "ImageWidth", "ImageHeight", "Unknown_edts", "MediaHeaderVersion", "MediaCreateDate", "MediaModifyDate",
            "MediaTimeScale", "MediaDuration", "MediaLanguageCode", "HandlerType", "GraphicsMode", "OpColor", "CompressorID",
            "SourceImageWidth", "SourceImageHeight", "XResolution", "YResolution", "BitDepth", "AVCConfiguration", "PixelAspectRatio",
            "BufferSize", "MaxBitrate", "AverageBitrate", "VideoFrameRate", "SyncSampleTable", "CompositionTimeToSample", "SampleToChunk",
            "SampleSizes", "ChunkOffset", "TimeToSampleTable", "SampleGroupDescription", "SampleToGroup", "Balance", "AudioFormat",
            "AudioChannels", "AudioBitsPerSample", "AudioSampleRate", "Unknown_esds", "Unknown_btrt"),
    ];

    internal static string? Program => FencedProcess.Find("exiftool");

    /// <summary>What is more than structure, in words; one line for each finding.</summary>
    internal static async Task<List<string>> FindAsync(string folder, CancellationToken ct)
    {
        var (_, output) = await RunAsync(folder, ct);
        using var files = JsonDocument.Parse(output.Length == 0 ? "[]" : output);
        Assert.Equal(Directory.GetFiles(folder).Length, files.RootElement.GetArrayLength());
        return [.. files.RootElement.EnumerateArray().SelectMany(file => file.EnumerateObject()
            .Where(tag => !IsStructure(tag.Name, tag.Value.ToString()))
            .Select(tag => $"{Path.GetFileName(file.GetProperty("SourceFile").GetString())}: {tag.Name} = {tag.Value}"))];
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, CancellationToken ct)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Program!, ["-j", "-G1", "-a", "-u", "-ee", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(ct);
        string output = await process.StandardOutput.ReadToEndAsync(ct);
        await errors;
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output);
    }

    private static bool IsStructure(string tag, string value)
    {
        string name = tag.StartsWith("Track", StringComparison.Ordinal) ? "Track" + tag[tag.IndexOf(':', StringComparison.Ordinal)..] : tag;
        if (_groups.Contains(name.Split(':')[0]))
        {
            return name is not ("Composite:GPSPosition" or "Composite:GPSLatitude" or "Composite:GPSLongitude" or "Composite:DateTimeOriginal");
        }

        // mat2 blots out a line in the middle of a PDF without mending its table of contents; readers find their way all the same.
        return _structure.Contains(name)
            ? !name.EndsWith("Date", StringComparison.Ordinal) || value == ZeroDate
            : name is "ExifTool:Warning" && value.Contains("xref", StringComparison.Ordinal)
            || name.EndsWith(":Unknown_free", StringComparison.Ordinal) && value.Trim('\0').Length == 0; // padding in place of what was told
    }

    private static IEnumerable<string> In(string group, params string[] names) => names.Select(name => $"{group}:{name}");
}

using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Domain.Evidence.Cleaning.Pictures;

/// <summary>Follows the order that PNG asks of its chunks, and says which of them are the picture itself.</summary>
internal sealed class PngOrder
{
    private const int MostColours = 256;
    private bool _hasHeader;
    private bool _hasData;
    private bool _dataIsOver;
    private readonly HashSet<string> _once = [];

    internal bool HasEnded { get; private set; }

    /// <summary>Refuses the file for an unknown critical chunk or a known one in the wrong place or shape.</summary>
    internal bool IsKept(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        string text = Encoding.ASCII.GetString(name);
        DamagedFileException.Unless(_hasHeader || text == "IHDR");
        _dataIsOver |= _hasData && text != "IDAT";
        switch (text)
        {
            case "IHDR":
                DamagedFileException.Unless(_once.Add(text));
                CheckHeader(data);
                _hasHeader = true;
                return true;
            case "PLTE":
                DamagedFileException.Unless(!_hasData && _once.Add(text) && data.Length is > 0 and <= 3 * MostColours && data.Length % 3 == 0);
                return true;
            case "IDAT":
                DamagedFileException.Unless(!_dataIsOver);
                _hasData = true;
                return true;
            case "IEND":
                DamagedFileException.Unless(_hasData && data.IsEmpty);
                HasEnded = true;
                return true;
            case "acTL":
                throw new DamagedFileException(EvidenceRefusal.NotAllowed);
            default:
                // A small first letter means that a picture can do without the chunk.
                DamagedFileException.Unless(char.IsAsciiLetterLower(text[0]));
                return IsForPixels(text, data.Length) && !_hasData && _once.Add(text);
        }
    }

    // With the one length each may have, so that nothing can be hidden in them.
    private static bool IsForPixels(string name, int length) => name switch
    {
        "tRNS" => length is > 0 and <= MostColours,
        "gAMA" => length == 4,
        "cHRM" => length == 32,
        "sRGB" => length == 1,
        _ => false,
    };

    private static void CheckHeader(ReadOnlySpan<byte> data)
    {
        DamagedFileException.Unless(data.Length == 13);
        (byte depth, byte colour) = (data[8], data[9]);
        bool isSound = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        DamagedFileException.Unless(isSound && data[10] == 0 && data[11] == 0 && data[12] <= 1);
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        DamagedFileException.Unless(width <= int.MaxValue && height <= int.MaxValue);
        ImageMetadata.CheckSize(width, height);
        ImageMetadata.CheckUnfolded(width, height, depth * (colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }));
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Audit.Export;

/// <summary>The lines of an exported part of the record. What each means: infra/record-export.md. Never changed without another name of the format.</summary>
internal static class RecordLine
{
    public const string Format = "mibsp-record/1";

    public static string Head(long first, long last, byte[]? before, (long Number, byte[]? Chain) end) => Line(new JsonObject
    {
        ["format"] = Format, ["first"] = first, ["last"] = last, ["before"] = Hex(before),
        ["end"] = new JsonObject { ["number"] = end.Number, ["chain"] = Hex(end.Chain) },
    });

    /// <summary>With all that was entered, as far as it is there and the reader may know it: without its salt, a commitment tells nothing.</summary>
    public static string Whole(AuditLine line, HashSet<Guid> hidden)
    {
        if (line.Entry is not { } entry)
        {
            return Line(new JsonObject { ["number"] = line.Sequence });
        }

        var shown = new JsonObject
        {
            ["number"] = entry.Sequence, ["act"] = entry.Act.ToString(), ["by"] = entry.By.ToString(), ["on"] = entry.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["commitment"] = Hex(entry.Commitment), ["chain"] = Hex(entry.ChainHash),
        };
        if (line.Detail is { } detail && !hidden.Any(id => id == detail.ComplaintId || detail.Json.Contains(id.ToString("N"), StringComparison.Ordinal)))
        {
            shown["salt"] = Hex(detail.Salt);
            shown["user"] = detail.UserId?.ToString("N") ?? "-";
            shown["complaint"] = detail.ComplaintId?.ToString("N") ?? "-";
            shown["details"] = detail.Json;
        }

        return Line(shown);
    }

    /// <summary>What the chain needs and nothing else: the leaf holds the commitment, which nobody can guess, and so tells nothing of the act.</summary>
    public static string Hashes(AuditLine line) => line.Entry is not { } entry
        ? Line(new JsonObject { ["number"] = line.Sequence })
        : Line(new JsonObject { ["number"] = entry.Sequence, ["leaf"] = Hex(AuditHash.Leaf(entry)), ["chain"] = Hex(entry.ChainHash) });

    public static string Foot(long entries, long? next) => Line(new JsonObject { ["entries"] = entries, ["next"] = next });

    private static string Line(JsonObject line) => line.ToJsonString(JsonSerializerOptions.Default) + "\n";

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes);
}

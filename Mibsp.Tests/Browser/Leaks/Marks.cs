using System.Buffers.Binary;
using System.Text;

namespace Mibsp.Tests.Browser.Leaks;

/// <summary>What a marked citizen brings along and nobody may find afterwards, in every way it could have been written down.</summary>
internal static class Marks
{
    /// <summary>The real address the plain citizen connects from.</summary>
    public const string Loopback = "127.83.61.7";

    /// <summary>The address a proxy would tell of.</summary>
    public const string Forwarded = "203.0.113.77";

    public const string Agent = "MarkerBrowser/7.31";
    public const string Referrer = "https://marker-referrer.example/page";
    public const string Language = "xx-MARKERLAND";
    public const string FileName = "marker-file-name";
    public const string Author = "marker-author";
    public const string Hostile = "hostile-marker-header";
    public const string WrongId = "MIB-WRNG-MRKR-ZZZZ-YYYY-XXXX";
    public const string Query = "marker-query-word";

    public static readonly string[] All =
        [Loopback, Forwarded, Agent, "marker-referrer", Language, FileName, Author, Hostile, "WRNG-MRKR", "WRNGMRKR", Query, "SecretCam", "Asha Patil", "my office"];

    /// <summary>Every form of <paramref name="mark"/> that is searched for. Text is compared in small letters, the others as they are.</summary>
    public static IEnumerable<(string How, byte[] Bytes, bool Folded)> Forms(string mark)
    {
        var utf8 = Encoding.UTF8.GetBytes(mark);
        var small = mark.ToLowerInvariant();
        yield return ("text", Encoding.UTF8.GetBytes(small), true);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(small), true);
        yield return ("UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(small), true);
        yield return ("percent-encoded", Encoding.ASCII.GetBytes(Uri.EscapeDataString(mark).ToLowerInvariant()), true);
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)), true);
        yield return ("hexadecimal with dashes", Encoding.ASCII.GetBytes(BitConverter.ToString(utf8).ToLowerInvariant()), true);
        for (var lead = 0; lead < 3; lead++)
        {
            // What stands before shifts the letters; those that share bits with a neighbour are left out.
            var whole = Convert.ToBase64String([.. new byte[lead], .. utf8]);
            var from = (lead * 8 + 5) / 6;
            yield return ($"base64, shifted by {lead}", Encoding.ASCII.GetBytes(whole[from..((lead + utf8.Length) * 8 / 6)]), false);
        }

        if (System.Net.IPAddress.TryParse(mark, out var address))
        {
            yield return ("address in four bytes", address.GetAddressBytes(), false);
        }
    }
}

/// <summary>The time from a citizen's first act to the last, in every way it could have been written down as a number or a text.</summary>
internal sealed record Stretch(DateTime From, DateTime To)
{
    private static readonly TimeZoneInfo _town = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    /// <summary>Texts of every second: of the clock, here and in UTC, and of the counters since 1970 and since year 1.</summary>
    public IEnumerable<byte[]> Texts()
    {
        for (var second = From; second <= To; second = second.AddSeconds(1))
        {
            yield return Encoding.ASCII.GetBytes(second.ToString("HH:mm:ss", null));
            yield return Encoding.ASCII.GetBytes(TimeZoneInfo.ConvertTimeFromUtc(second, _town).ToString("HH:mm:ss", null));
            yield return Encoding.ASCII.GetBytes($"{new DateTimeOffset(second).ToUnixTimeSeconds()}");
            yield return Encoding.ASCII.GetBytes($"{second.Ticks / TimeSpan.TicksPerSecond}");
            yield return Encoding.ASCII.GetBytes($"{second.ToFileTimeUtc() / TimeSpan.TicksPerSecond}");
        }
    }

    /// <summary>Whether a number is a moment of this time: seconds or milliseconds since 1970, ticks, file time, Julian or OLE day.</summary>
    public bool Holds(double number)
        => Within(number, moment => new DateTimeOffset(moment).ToUnixTimeMilliseconds() / 1000.0)
            || Within(number, moment => new DateTimeOffset(moment).ToUnixTimeMilliseconds())
            || Within(number, moment => moment.Ticks) || Within(number, moment => moment.ToFileTimeUtc())
            || Within(number, moment => moment.ToOADate()) || Within(number, moment => moment.ToOADate() + 2415018.5);

    /// <summary>Places in a file where eight bytes, in either order, or six are a moment of this time.</summary>
    public IEnumerable<string> BinaryIn(byte[] file)
    {
        var ranges = new[]
        {
            ("ticks", From.Ticks, To.Ticks), ("file time", From.ToFileTimeUtc(), To.ToFileTimeUtc()),
            ("local ticks", From.AddMinutes(330).Ticks, To.AddMinutes(330).Ticks),
            ("milliseconds", new DateTimeOffset(From).ToUnixTimeMilliseconds(), new DateTimeOffset(To).ToUnixTimeMilliseconds()),
            ("seconds", new DateTimeOffset(From).ToUnixTimeSeconds(), new DateTimeOffset(To).ToUnixTimeSeconds()),
        };
        for (var at = 0; at + 8 <= file.Length; at++)
        {
            var bytes = file.AsSpan(at, 8);
            // DateTime.ToBinary marks the kind in the two highest bits.
            var (little, big) = (BinaryPrimitives.ReadInt64LittleEndian(bytes) & 0x3FFF_FFFF_FFFF_FFFF, BinaryPrimitives.ReadInt64BigEndian(bytes) & 0x3FFF_FFFF_FFFF_FFFF);
            foreach (var (what, from, to) in ranges)
            {
                if ((little >= from && little <= to) || (big >= from && big <= to))
                {
                    yield return $"{what} at {at}";
                }
            }

            // SQLite keeps milliseconds in six bytes.
            if (big >> 16 is var six && six >= ranges[3].Item2 && six <= ranges[3].Item3)
            {
                yield return $"milliseconds in six bytes at {at}";
            }
        }
    }

    private bool Within(double number, Func<DateTime, double> scale) => number >= scale(From) && number <= scale(To);
}

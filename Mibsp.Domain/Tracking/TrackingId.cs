using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Mibsp.Domain.Tracking;

/// <summary>
/// The citizen's only secret: whoever holds it may follow and answer the complaint. 90 random bits and two check symbols.
/// It is shown once and never stored; what is stored is <see cref="Cryptography.TrackingKey"/>'s hash of it.
/// </summary>
[DebuggerDisplay("MIB-…")]
public readonly struct TrackingId : IEquatable<TrackingId>
{
    /// <summary>Longer texts are not looked at; the longest sensible one has 28 characters.</summary>
    public const int LongestInput = 64;

    /// <summary>How many further reports one ID can open.</summary>
    public const int ReportsMax = 9;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Prefix = "MIB";
    private const string PrefixAsRead = "M1B";
    private const int GroupLength = 4;
    private readonly string? _symbols;
    private readonly byte _report;

    private TrackingId(string symbols, byte report = 0) => (_symbols, _report) = (symbols, report);

    /// <summary>The last four symbols, which the citizen types once to show that the ID was written down.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string LastGroup => Symbols[^GroupLength..];

    /// <summary>Which report of this citizen: 0 is the first, the others tell what was done to them because of it.</summary>
    [JsonIgnore]
    public int Report => _report;

    /// <summary>The 20 symbols without prefix and dashes: what is hashed.</summary>
    internal string Symbols => _symbols ?? throw new InvalidOperationException("This tracking ID was never set.");

    /// <summary>
    /// The same secret, for another report: a citizen who is made to suffer has nothing more to keep safe than before. The
    /// hashes of the two have nothing in common for anybody who has not the ID.
    /// </summary>
    public TrackingId For(int report)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(report, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(report, ReportsMax);
        return new TrackingId(Symbols, (byte)report);
    }

    /// <summary>Makes a new one from the system's cryptographic generator.</summary>
    public static TrackingId New()
    {
        Span<byte> values = stackalloc byte[CheckSymbols.Length];
        RandomNumberGenerator.Fill(values);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] &= 31;
        }

        CheckSymbols.Append(values);
        Span<char> symbols = stackalloc char[CheckSymbols.Length];
        for (int i = 0; i < symbols.Length; i++)
        {
            symbols[i] = Alphabet[values[i]];
        }

        return new TrackingId(new string(symbols));
    }

    /// <summary>
    /// Reads what a person typed: any case, any spaces and dashes, with or without MIB, O for 0, I and L for 1, digits of
    /// any script. False for everything else; the page must answer that as it answers an unknown ID.
    /// </summary>
    public static bool TryParse(string? text, out TrackingId id)
    {
        id = default;
        Span<char> symbols = stackalloc char[Prefix.Length + CheckSymbols.Length];
        if (text is null || text.Length > LongestInput || !TryNormalise(text, symbols, out int count))
        {
            return false;
        }

        ReadOnlySpan<char> found = symbols[..count];
        if (count == symbols.Length && found.StartsWith(PrefixAsRead))
        {
            found = found[PrefixAsRead.Length..];
        }

        if (found.Length != CheckSymbols.Length || !HasRightCheck(found))
        {
            return false;
        }

        id = new TrackingId(found.ToString());
        return true;
    }

    /// <summary>The whole secret as it is shown to the citizen. Never for logs, events or staff pages.</summary>
    public string Reveal()
    {
        string symbols = Symbols;
        IEnumerable<string> groups = Enumerable.Range(0, symbols.Length / GroupLength)
            .Select(group => symbols.Substring(group * GroupLength, GroupLength));
        return $"{Prefix}-{string.Join('-', groups)}";
    }

    /// <summary>Whether what the citizen typed is the last group, read as forgivingly as the whole ID is.</summary>
    public bool LastGroupIs(string? typed)
    {
        Span<char> symbols = stackalloc char[GroupLength];
        return typed is { Length: <= LongestInput }
            && TryNormalise(typed, symbols, out int count)
            && symbols[..count].SequenceEqual(LastGroup);
    }

    /// <summary>Always "MIB-…", so that no log line, exception or debugger shows the secret by accident.</summary>
    public override string ToString() => $"{Prefix}-…";

    public bool Equals(TrackingId other) => _report == other._report && string.Equals(_symbols, other._symbols, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is TrackingId other && Equals(other);

    public override int GetHashCode() => _symbols is null ? 0 : HashCode.Combine(StringComparer.Ordinal.GetHashCode(_symbols), _report);

    public static bool operator ==(TrackingId left, TrackingId right) => left.Equals(right);

    public static bool operator !=(TrackingId left, TrackingId right) => !left.Equals(right);

    private static bool TryNormalise(string text, Span<char> symbols, out int count)
    {
        count = 0;
        foreach (char typed in text)
        {
            if (IsFiller(typed))
            {
                continue;
            }

            char symbol = Normalise(typed);
            if (count == symbols.Length || !Alphabet.Contains(symbol))
            {
                return false;
            }

            symbols[count++] = symbol;
        }

        return true;
    }

    private static bool IsFiller(char typed) => char.IsWhiteSpace(typed) || typed is '_' or '\u2212'
        || CharUnicodeInfo.GetUnicodeCategory(typed) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;

    private static char Normalise(char typed)
    {
        int digit = CharUnicodeInfo.GetDecimalDigitValue(typed);
        return digit >= 0 ? (char)('0' + digit) : char.ToUpperInvariant(typed) switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            char other => other,
        };
    }

    private static bool HasRightCheck(ReadOnlySpan<char> symbols)
    {
        Span<byte> values = stackalloc byte[CheckSymbols.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (byte)Alphabet.IndexOf(symbols[i]);
        }

        return CheckSymbols.AreRight(values);
    }
}

using System.Globalization;
using Mibsp.Domain.Tracking;

namespace Mibsp.Domain.Coach;

/// <summary>What a pattern alone cannot tell.</summary>
internal enum CoachCheck
{
    None,

    /// <summary>The last digit is Aadhaar's check digit.</summary>
    Verhoeff,
    TrackingId,

    /// <summary>Number plates look like "as 10 to 2000" when written with spaces.</summary>
    Plate,

    /// <summary>Written with spaces it must be in capitals ("staff 2000 I" is no PAN).</summary>
    CapitalsOrClose,
}

/// <summary>The checks by name.</summary>
internal static class CoachChecks
{
    private static readonly string[] _commonWords = ["to", "of", "or", "in", "on", "at", "by", "rs", "and", "the", "am", "pm", "for", "inr", "is", "as", "via", "per"];

    // D5's multiplication and Verhoeff's permutation.
    private static readonly string[] _product =
        ["0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"];

    private static readonly string[] _permutation =
        ["0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"];

    internal static bool Pass(CoachCheck check, string match) => check switch
    {
        CoachCheck.Verhoeff => HasVerhoeffDigit(match),
        CoachCheck.TrackingId => TrackingId.TryParse(match, out _),
        CoachCheck.Plate => IsPlate(match),
        CoachCheck.CapitalsOrClose => match.All(char.IsLetterOrDigit) || !match.Any(char.IsLower),
        _ => true,
    };

    internal static bool HasVerhoeffDigit(string text)
    {
        int sum = 0;
        int place = 0;
        foreach (char letter in text.Where(char.IsDigit).Reverse())
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue(letter);
            sum = _product[sum][_permutation[place++ % 8][digit] - '0'] - '0';
        }

        return place > 0 && sum == 0;
    }

    private static bool IsPlate(string match)
    {
        IEnumerable<string> words = match.Split([' ', '.', '-'], StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return !words.Any(word => _commonWords.Contains(word, StringComparer.OrdinalIgnoreCase));
    }
}

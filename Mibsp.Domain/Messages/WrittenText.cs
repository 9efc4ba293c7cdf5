using Mibsp.Domain.Common;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Messages;

/// <summary>What anybody wrote must say something and have an end, before it is sealed.</summary>
internal static class WrittenText
{
    public static string Check(string text, int maxLength)
    {
        Require(!string.IsNullOrWhiteSpace(text), Refusal.NoteMissing);
        var trimmed = text.Trim();
        Require(trimmed.Length <= maxLength, Refusal.TextTooLong);
        return trimmed;
    }
}

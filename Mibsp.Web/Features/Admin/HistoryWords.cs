using System.Globalization;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Admin;

/// <summary>Puts the codes of an act in a history into words: what changed, and numbers before and after.</summary>
internal static class HistoryWords
{
    public static string Of(HistoryRow row, IStringLocalizer<TownTexts> W, IStringLocalizer<CommonTexts> C)
        => string.Join("; ", row.Facts.Select(fact => Words(fact, W, C)).Where(words => words.Length > 0));

    private static string Words(AuditFact fact, IStringLocalizer<TownTexts> W, IStringLocalizer<CommonTexts> C) => fact.Key switch
    {
        "changed" => W["History.Changed", string.Join(", ", fact.Value.Split(", ").Select(part => Part(part, W)))],
        "role" => C[$"Role.{fact.Value}"],
        "from" when Day(fact.Value) is { } day => W["History.From", day],
        "until" when Day(fact.Value) is { } day => W["History.Until", day],
        "substitute" => W["History.Substitute", fact.Value],
        "holds from" when Day(fact.Value) is { } day => W["History.HoldsFrom", day],
        _ => "",
    };

    /// <summary>"days 5 > 7" or, where the words themselves are not kept, "name".</summary>
    private static string Part(string part, IStringLocalizer<TownTexts> W)
    {
        if (part.Split(" > ") is not [var left, var after] || left.Split(' ', 2) is not [var what, var before])
        {
            return W[$"History.Field.{part}"];
        }

        var field = W[$"History.Field.{what}"];
        return W["History.Became", Day(what) ?? (field.ResourceNotFound ? W[$"Setting.{what}"] : field).Value, Value(before, W), Value(after, W)];
    }

    private static string Value(string value, IStringLocalizer<TownTexts> W)
        => value.Length == 7 && value.All(char.IsAsciiDigit) ? value : W[$"History.Value.{value}"] is { ResourceNotFound: false } words ? words.Value : value;

    private static string? Day(string value)
        => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? When.Day(day) : null;
}

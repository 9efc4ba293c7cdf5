using Microsoft.Extensions.Localization;

namespace Mibsp.Web.Features.Citizen.Filing;

internal static class FaultText
{
    /// <summary>The sentence of a fault.</summary>
    public static string Say(this IStringLocalizer texts, Fault fault)
        => fault.Argument is { } argument ? texts[fault.TextKey, argument] : texts[fault.TextKey];

    /// <summary>The sentence beside a field, or null when nothing is wrong with it.</summary>
    public static string? For(this IReadOnlyList<Fault> faults, string field, IStringLocalizer texts)
        => faults.FirstOrDefault(fault => fault.Field == field) is { } fault ? texts.Say(fault) : null;
}

using Microsoft.Extensions.Options;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Settings;

namespace Mibsp.Web.Options;

/// <summary>What is particular to this municipality.</summary>
public sealed class MunicipalityOptions
{
    public const string Section = "Municipality";

    /// <summary>IANA name. Days, the only time kept of a citizen's act, are days of this zone.</summary>
    public string TimeZone { get; set; } = "Asia/Kolkata";

    /// <summary>Put before amounts of money.</summary>
    public string CurrencySign { get; set; } = "₹";

    /// <summary>Calendar days a citizen has to agree to, or contest, a proposed closing.</summary>
    public int ConfirmationDays { get; set; } = 30;

    /// <summary>Working days within which the integrity cell answers somebody who was made to suffer for a complaint.</summary>
    public int RetaliationDays { get; set; } = 5;

    /// <summary>Calendar days after closing on which what was written in a complaint is erased for good.</summary>
    public int RetentionDays { get; set; } = ComplaintRetention.DefaultDays;

    internal TownPeriods Periods() => new(ConfirmationDays, RetentionDays);
}

internal sealed class MunicipalityOptionsValidator : IValidateOptions<MunicipalityOptions>
{
    public ValidateOptionsResult Validate(string? name, MunicipalityOptions options)
    {
        var faults = new List<string>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            faults.Add($"Municipality:TimeZone '{options.TimeZone}' is not known on this system. Use an IANA name such as Asia/Kolkata.");
        }

        if (options.ConfirmationDays is < 7 or > 365)
        {
            faults.Add("Municipality:ConfirmationDays must lie between 7 and 365.");
        }

        if (options.RetaliationDays is < 1 or > 30)
        {
            faults.Add("Municipality:RetaliationDays must lie between 1 and 30.");
        }

        if (options.RetentionDays is < 30 or > 3650)
        {
            faults.Add("Municipality:RetentionDays must lie between 30 and 3650.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

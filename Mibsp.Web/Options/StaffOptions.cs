using Microsoft.Extensions.Options;

namespace Mibsp.Web.Options;

/// <summary>What the operator decides about staff sign-in.</summary>
public sealed class StaffOptions
{
    public const string Section = "Staff";

    /// <summary>After this a member of staff signs in again; also SESSION_LIFETIME_HOURS.</summary>
    public int SessionHours { get; set; } = 8;
}

internal sealed class StaffOptionsValidator : IValidateOptions<StaffOptions>
{
    public ValidateOptionsResult Validate(string? name, StaffOptions options)
        => options.SessionHours is >= 1 and <= 24
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Staff:SessionHours (SESSION_LIFETIME_HOURS) must lie between 1 and 24.");
}

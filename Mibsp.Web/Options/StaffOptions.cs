using Microsoft.Extensions.Options;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Options;

/// <summary>What the operator decides about staff sign-in.</summary>
public sealed class StaffOptions
{
    public const string Section = "Staff";

    /// <summary>Open pages that nobody may see any more are closed within a minute: twice this at most.</summary>
    public const int MostRecheckSeconds = 30;

    /// <summary>After this a member of staff signs in again; also SESSION_LIFETIME_HOURS.</summary>
    public int SessionHours { get; set; } = 8;

    /// <summary>How often an open page asks whether whoever sits there may still see it.</summary>
    public int RecheckSeconds { get; set; } = 20;

    /// <summary>Roles that need a second factor, with commas between; "None" for nobody. Null: see <see cref="SecondFactorRule"/>.</summary>
    public string? SecondFactorRoles { get; set; }

    /// <summary>The roles that are named; null when one of them is none.</summary>
    internal IReadOnlySet<StaffRole>? NamedRoles()
    {
        var names = SecondFactorRoles?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (names is ["None"])
        {
            return new HashSet<StaffRole>();
        }

        return names.All(name => Enum.GetNames<StaffRole>().Contains(name)) ? names.Select(Enum.Parse<StaffRole>).ToHashSet() : null;
    }
}

/// <summary>
/// Which roles need a second factor: those that were named, otherwise those whose account opens more than a desk. In Development and in
/// tests nobody, so that the demo can be looked at without a telephone.
/// </summary>
internal sealed class SecondFactorRule(IOptions<StaffOptions> options, IHostEnvironment environment)
{
    private static readonly HashSet<StaffRole> _usual = [StaffRole.Administrator, StaffRole.IntegrityOfficer, StaffRole.Commissioner, StaffRole.Auditor];

    public IReadOnlySet<StaffRole> Roles { get; } = options.Value.SecondFactorRoles is null
        ? (environment.IsDevelopment() || environment.IsEnvironment("Testing") ? new HashSet<StaffRole>() : _usual)
        : options.Value.NamedRoles() ?? _usual;
}

internal sealed class StaffOptionsValidator : IValidateOptions<StaffOptions>
{
    public ValidateOptionsResult Validate(string? name, StaffOptions options)
    {
        string?[] faults =
        [
            options.SessionHours is >= 1 and <= 24 ? null : "Staff:SessionHours (SESSION_LIFETIME_HOURS) must lie between 1 and 24.",
            options.RecheckSeconds is >= 1 and <= StaffOptions.MostRecheckSeconds ? null : $"Staff:RecheckSeconds must lie between 1 and {StaffOptions.MostRecheckSeconds}.",
            options.NamedRoles() is not null ? null : $"Staff:SecondFactorRoles must name roles ({string.Join(", ", Enum.GetNames<StaffRole>())}) with commas between, or be None.",
        ];
        return faults.OfType<string>().ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }
}

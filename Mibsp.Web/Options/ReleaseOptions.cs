using Microsoft.Extensions.Options;
using Mibsp.Domain.Filing;

namespace Mibsp.Web.Options;

/// <summary>How long sensitive complaints are held back: a random while between the two. Null: 5 and 60, in Development 0.</summary>
public sealed class ReleaseOptions
{
    public const string Section = "Release";
    public const int DefaultLeastMinutes = 5;
    public const int DefaultMostMinutes = 60;

    public int? LeastMinutes { get; set; }

    public int? MostMinutes { get; set; }

    /// <summary>The two limits in minutes, as they are in force.</summary>
    public (int Least, int Most) InForce(bool isDevelopment)
    {
        var most = MostMinutes ?? (isDevelopment ? 0 : DefaultMostMinutes);
        return (LeastMinutes ?? Math.Min(most, DefaultLeastMinutes), most);
    }

    internal ReleaseDelay Delay(bool isDevelopment)
    {
        var (least, most) = InForce(isDevelopment);
        return new ReleaseDelay(TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(most));
    }
}

internal sealed class ReleaseOptionsValidator(IHostEnvironment environment) : IValidateOptions<ReleaseOptions>
{
    private const int Longest = 24 * 60;

    public ValidateOptionsResult Validate(string? name, ReleaseOptions options)
        => options.InForce(environment.IsDevelopment()) is { Least: >= 0, Most: <= Longest } limits && limits.Least <= limits.Most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Release:LeastMinutes and Release:MostMinutes must lie between 0 and {Longest}, the least not above the most.");
}

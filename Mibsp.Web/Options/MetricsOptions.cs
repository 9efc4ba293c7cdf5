using Microsoft.Extensions.Options;

namespace Mibsp.Web.Options;

/// <summary>Where the portal tells its figures to whoever runs it.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>A port of this machine only, for nobody but the operator's collector. Null: nothing is told.</summary>
    public int? Port { get; set; }
}

internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => options.Port is null or (>= 1 and <= 65535)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Metrics:Port must lie between 1 and 65535, or be left out.");
}

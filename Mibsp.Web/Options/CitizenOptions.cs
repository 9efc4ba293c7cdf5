using Microsoft.Extensions.Options;

namespace Mibsp.Web.Options;

/// <summary>What the operator decides about the citizen pages.</summary>
public sealed class CitizenOptions
{
    public const string Section = "Citizen";

    /// <summary>Where "Leave this page" goes: a site that anybody might be reading.</summary>
    public string LeaveUrl { get; set; } = "https://www.wikipedia.org/";
}

internal sealed class CitizenOptionsValidator : IValidateOptions<CitizenOptions>
{
    public ValidateOptionsResult Validate(string? name, CitizenOptions options)
        => Uri.TryCreate(options.LeaveUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Citizen:LeaveUrl must be a full http or https address.");
}

using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Mibsp.Web.Options;

/// <summary>How e-mails leave the portal. Without a host none do.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Name or address of the mail server. Empty: no e-mails.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Encrypts before anything is said. A server that cannot gets no e-mail; there is no falling back.</summary>
    public bool UseStartTls { get; set; } = true;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Whom e-mails come from: one bare address.</summary>
    public string? From { get; set; }

    /// <summary>Where staff reach the portal: what e-mails link to.</summary>
    public string? PortalAddress { get; set; }

    /// <summary>How long a mail server may take for one e-mail.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    internal bool IsOn => !string.IsNullOrWhiteSpace(Host);
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = options.IsOn ? Faults(options).ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MailOptions options)
    {
        if (options.Port is < 1 or > 65535)
        {
            yield return "Mail:Port must lie between 1 and 65535.";
        }

        if (!MailAddress.TryCreate(options.From, out var from) || from.Address != options.From)
        {
            yield return "Mail:From must be one bare e-mail address, such as portal@town.example.";
        }

        if (!Uri.TryCreate(options.PortalAddress, UriKind.Absolute, out var portal) || (portal.Scheme != Uri.UriSchemeHttps && portal.Scheme != Uri.UriSchemeHttp))
        {
            yield return "Mail:PortalAddress must be the portal's full http or https address: e-mails link to it.";
        }

        if (string.IsNullOrEmpty(options.UserName) != string.IsNullOrEmpty(options.Password))
        {
            yield return "Mail:UserName and Mail:Password must be set together, or neither.";
        }
        else if (!string.IsNullOrEmpty(options.UserName) && !options.UseStartTls)
        {
            yield return "Mail:UseStartTls must be on where there is a Mail:Password: it would be sent for everybody to read.";
        }

        if (options.TimeoutSeconds is < 1 or > 300)
        {
            yield return "Mail:TimeoutSeconds must lie between 1 and 300.";
        }
    }
}

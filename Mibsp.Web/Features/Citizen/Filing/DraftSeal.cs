using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>
/// Seals what is in a citizen's form into the form itself: encrypted and authenticated by the server's keys, so that neither
/// a shared computer nor a copy of the page gives it away, and useless after some hours.
/// </summary>
public sealed class DraftSeal(IDataProtectionProvider protection, IOptions<StorageOptions> options)
{
    private const int LongestToken = 512 * 1024;

    private readonly ITimeLimitedDataProtector _drafts = protection.CreateProtector("mibsp/draft/v1").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _visits = protection.CreateProtector("mibsp/visit/v1").ToTimeLimitedDataProtector();

    public string Seal(Draft draft) => _drafts.Protect(JsonSerializer.Serialize(draft), TimeSpan.FromHours(options.Value.DraftHours));

    /// <summary>The draft, or null when the token is damaged, foreign or too old.</summary>
    public Draft? Open(string? token) => Read(_drafts, token) is { } json ? JsonSerializer.Deserialize<Draft>(json) : null;

    /// <summary>A visit to one complaint: its tracking ID, so that it need not stand in any address.</summary>
    public string SealVisit(string trackingId) => _visits.Protect(trackingId, TimeSpan.FromHours(1));

    public string? OpenVisit(string? token) => Read(_visits, token);

    private static string? Read(ITimeLimitedDataProtector protector, string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > LongestToken)
        {
            return null;
        }

        try
        {
            return protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

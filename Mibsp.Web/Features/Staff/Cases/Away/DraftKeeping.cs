using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Staff.Cases.Away;

/// <summary>What somebody had begun to write on a case's page, as the page's form holds it.</summary>
public sealed record KeptDraft(
    Guid ComplaintId, string Act, int Version, string? Text, string? Outcome, string? OfficerId, string? DepartmentId, string? CaseNumber)
{
    /// <summary>Longer than this no form sends.</summary>
    public const int LongestText = 16 * 1024;

    /// <summary>Whether it is what a form may hold, and no more.</summary>
    public bool IsSound => Act is { Length: > 0 and <= 40 } && new[] { Outcome, OfficerId, DepartmentId, CaseNumber }.All(word => word is null or { Length: <= 40 })
        && Text is null or { Length: <= LongestText };

    /// <summary>Puts it into the page's draft; false when its act is none.</summary>
    public bool BringBack(CaseDraft draft)
    {
        if (!Enum.TryParse<CaseAct>(Act, out var act) || !Enum.IsDefined(act))
        {
            return false;
        }

        (draft.Act, draft.Text, draft.CaseNumber, draft.SeenVersion) = (act, Text ?? "", CaseNumber, Version);
        draft.Outcome = Enum.TryParse<Mibsp.Domain.Complaints.ComplaintOutcome>(Outcome, out var outcome) ? outcome : null;
        draft.OfficerId = Guid.TryParse(OfficerId, out var officer) ? officer : null;
        draft.DepartmentId = int.TryParse(DepartmentId, out var department) ? department : null;
        return !draft.IsEmpty;
    }
}

/// <summary>
/// Seals what somebody has not sent yet, for the browser's tab to keep: unreadable on the device, for nobody else's eyes, and useless
/// after some hours. Nothing of it is kept here.
/// </summary>
internal sealed class DraftKeeping(IDataProtectionProvider protection, IOptions<StorageOptions> options)
{
    private const int LongestToken = 256 * 1024;

    public string Seal(KeptDraft draft, Guid userId) => Of(userId).Protect(JsonSerializer.Serialize(draft), TimeSpan.FromHours(options.Value.DraftHours));

    /// <summary>The draft, or null when the token is damaged, somebody else's or too old.</summary>
    public KeptDraft? Open(string? token, Guid userId)
    {
        if (string.IsNullOrEmpty(token) || token.Length > LongestToken)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<KeptDraft>(Of(userId).Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Of(Guid userId) => protection.CreateProtector("mibsp/staff-draft/v1", userId.ToString("N")).ToTimeLimitedDataProtector();
}

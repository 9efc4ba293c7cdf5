using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Features.Staff.Cases;

/// <summary>What can be done with a case on its page. Each has its words in StaffTexts ("Act.…").</summary>
public enum CaseAct
{
    Take,
    StartReview,
    Ask,
    Write,
    Propose,
    Note,
    Assign,
}

/// <summary>Which acts are offered. Courtesy only: the services decide.</summary>
internal static class CaseActs
{
    public static IReadOnlyList<CaseAct> For(ComplaintRow facts, Actor actor)
    {
        var theirs = facts.OfficerId == actor.UserId || (facts.OfficerId is not null && actor.Role is StaffRole.Supervisor);
        return [.. Enum.GetValues<CaseAct>().Where(act => act switch
        {
            CaseAct.Take => facts.OfficerId is null && facts.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened,
            CaseAct.StartReview => theirs && facts.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened or ComplaintStatus.AwaitingCitizen,
            CaseAct.Ask or CaseAct.Propose => theirs && facts.Status is ComplaintStatus.UnderReview,
            CaseAct.Write => theirs && facts.Status.IsOpen(),
            CaseAct.Assign => ComplaintAssigning.MayAssign(actor) && facts.Status.IsOpen(),
            _ => true,
        })];
    }

    /// <summary>Acts that send a text with them.</summary>
    public static bool HasText(this CaseAct act) => act is not (CaseAct.Take or CaseAct.Assign);

    /// <summary>The key that does the same as the act's button (js/desk.js).</summary>
    public static string? Key(this CaseAct act) => act switch
    {
        CaseAct.Take => "t",
        CaseAct.Write => "r",
        CaseAct.Note => "n",
        CaseAct.Propose => "p",
        CaseAct.Assign => "a",
        _ => null,
    };

    /// <summary>Acts whose text may stay empty.</summary>
    public static bool MayBeEmpty(this CaseAct act) => act is CaseAct.StartReview;
}

/// <summary>What somebody is writing. Held by the page, so that no reload underneath takes it away.</summary>
public sealed class CaseDraft
{
    public CaseAct? Act { get; set; }

    public string Text { get; set; } = "";

    public ComplaintOutcome? Outcome { get; set; }

    public Guid? OfficerId { get; set; }

    /// <summary>The case as it was shown when the writing began, or since the writer was last told of a change.</summary>
    public int? SeenVersion { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Outcome is null && OfficerId is null;

    public void Clear() => (Act, Text, Outcome, OfficerId, SeenVersion) = (null, "", null, null, null);
}

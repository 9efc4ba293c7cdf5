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
    Approve,
    Refuse,
    Transfer,
    Block,
    Unblock,
    Merge,
    Recuse,
}

/// <summary>Which acts are offered. Courtesy only: the services decide.</summary>
internal static class CaseActs
{
    public static IReadOnlyList<CaseAct> For(CaseView view, Actor actor)
    {
        var (facts, standing) = (view.Facts, view.Standing);
        var theirs = view.MayRead && (facts.OfficerId == actor.UserId || standing.AccountableId == actor.UserId || actor.Role is StaffRole.Commissioner
            || (facts.OfficerId is not null && actor.Role is StaffRole.Supervisor));
        return [.. Enum.GetValues<CaseAct>().Where(act => act switch
        {
            CaseAct.Take => view.MayRead && facts.OfficerId is null && facts.Status.IsOpen() && facts.Status is not ComplaintStatus.ActionTaken,
            CaseAct.StartReview => theirs && facts.OfficerId is not null && facts.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened or ComplaintStatus.AwaitingCitizen,
            CaseAct.Ask => theirs && facts.Status is ComplaintStatus.UnderReview,
            CaseAct.Propose or CaseAct.Merge => theirs && facts.Status is ComplaintStatus.UnderReview && standing.Pending is null,
            CaseAct.Write => theirs && facts.Status.IsOpen(),
            CaseAct.Assign => ComplaintAssigning.MayAssign(actor) && view.MayRead && facts.Status.IsOpen(),
            CaseAct.Approve => view.MayRead && standing.Pending is { } pending && pending.ById != actor.UserId,
            CaseAct.Refuse => view.MayRead && standing.Pending is not null,
            CaseAct.Transfer => theirs && facts.Status is ComplaintStatus.Pending or ComplaintStatus.UnderReview or ComplaintStatus.Reopened,
            CaseAct.Block => theirs && facts.Status is ComplaintStatus.UnderReview && standing.Blocked is null,
            CaseAct.Unblock => standing.Blocked is { } waiting && (theirs || waiting.DepartmentId == actor.DepartmentId),
            CaseAct.Recuse => view.MayRead && facts.Status.IsOpen(),
            _ => view.MayRead && view.ErasedOn is null,
        })];
    }

    /// <summary>Acts that send a text with them.</summary>
    public static bool HasText(this CaseAct act) => !act.IsOnePress() && act is not CaseAct.Assign;

    /// <summary>Acts that need nothing but the wish. Taking is offered as a button; the others say first what follows.</summary>
    public static bool IsOnePress(this CaseAct act) => act is CaseAct.Take or CaseAct.Approve or CaseAct.Unblock or CaseAct.Recuse;

    /// <summary>Acts that are not for every day: offered one press further away.</summary>
    public static bool IsRare(this CaseAct act) => act is CaseAct.Transfer or CaseAct.Block or CaseAct.Merge or CaseAct.Recuse;

    /// <summary>Acts whose words only staff read.</summary>
    public static bool IsInternal(this CaseAct act)
        => act is CaseAct.Note or CaseAct.Assign or CaseAct.Refuse or CaseAct.Transfer or CaseAct.Block or CaseAct.Unblock or CaseAct.Recuse;

    /// <summary>Acts that name another department.</summary>
    public static bool HasDepartment(this CaseAct act) => act is CaseAct.Transfer or CaseAct.Block;

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

    /// <summary>Where it goes, or what it waits for.</summary>
    public int? DepartmentId { get; set; }

    /// <summary>The complaint it is the same as.</summary>
    public string? CaseNumber { get; set; }

    /// <summary>The case as it was shown when the writing began, or since the writer was last told of a change.</summary>
    public int? SeenVersion { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Outcome is null && OfficerId is null && DepartmentId is null && string.IsNullOrWhiteSpace(CaseNumber);

    public void Clear() 
        => (Act, Text, Outcome, OfficerId, DepartmentId, CaseNumber, SeenVersion) = (null, "", null, null, null, null, null);
}

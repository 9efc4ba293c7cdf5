using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Features.Staff.Cases;

/// <summary>Hands what was written on the case page to the service that does it.</summary>
internal sealed class CaseActing(ComplaintHandling handling, ComplaintAssigning assigning, ClosingTogether closing, ComplaintRouting routing)
{
    /// <summary>Not cancelled when the page is left: a submitted decision is carried through.</summary>
    public Task<Outcome> DoAsync(CaseAct act, CaseDraft draft, SeenComplaint seen, Actor actor) => act switch
    {
        CaseAct.Take => handling.TakeAsync(seen, actor, CancellationToken.None),
        CaseAct.StartReview => handling.StartReviewAsync(seen, draft.Text, actor, CancellationToken.None),
        CaseAct.Ask => handling.AskCitizenAsync(seen, draft.Text, actor, CancellationToken.None),
        CaseAct.Write => handling.WriteToCitizenAsync(seen, draft.Text, actor, CancellationToken.None),
        CaseAct.Note => handling.WriteNoteAsync(seen, draft.Text, actor, CancellationToken.None),
        CaseAct.Propose when draft.Outcome is { } outcome => handling.ProposeClosingAsync(seen, outcome, draft.Text, actor, CancellationToken.None),
        CaseAct.Assign when draft.OfficerId is { } officer => assigning.AssignAsync(seen, officer, actor, CancellationToken.None),
        _ => DoWithOthersAsync(act, draft, seen, actor),
    };

    private Task<Outcome> DoWithOthersAsync(CaseAct act, CaseDraft draft, SeenComplaint seen, Actor actor) => act switch
    {
        CaseAct.Approve => closing.ApproveAsync(seen, actor, CancellationToken.None),
        CaseAct.Refuse => closing.RefuseAsync(seen, draft.Text, actor, CancellationToken.None),
        CaseAct.Merge when draft.CaseNumber is { } number => closing.MergeAsync(seen, number, draft.Text, actor, CancellationToken.None),
        CaseAct.Transfer when draft.DepartmentId is { } department => routing.TransferAsync(seen, department, draft.Text, actor, CancellationToken.None),
        CaseAct.Block when draft.DepartmentId is { } department => routing.BlockAsync(seen, department, draft.Text, actor, CancellationToken.None),
        CaseAct.Unblock => routing.UnblockAsync(seen, actor, CancellationToken.None),
        CaseAct.Recuse => routing.RecuseMyselfAsync(seen, actor, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(act), "What the act needs must be chosen first."),
    };
}

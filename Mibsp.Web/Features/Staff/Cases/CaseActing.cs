using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Features.Staff.Cases;

/// <summary>Hands what was written on the case page to the service that does it.</summary>
internal sealed class CaseActing(ComplaintHandling handling, ComplaintAssigning assigning)
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
        _ => throw new ArgumentOutOfRangeException(nameof(act), "An outcome or an officer must be chosen first."),
    };
}

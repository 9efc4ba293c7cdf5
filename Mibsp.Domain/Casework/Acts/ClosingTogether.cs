using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework.Acts;

/// <summary>Closings that are not one person's word: the second person's for a sensitive complaint, and duplicates.</summary>
public sealed class ClosingTogether
{
    private readonly CaseChanging _cases;

    internal ClosingTogether(CaseChanging cases) => _cases = cases;

    /// <summary>A second person agrees, and the citizen is asked.</summary>
    public Task<Outcome> ApproveAsync(SeenComplaint seen, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Reader, AuditAct.ClosingProposed, made =>
        {
            made.Details["proposed by"] = made.Complaint.PendingById?.ToString("N") ?? "";
            made.Complaint.ApproveClosing(made.Stamp, made.Cipher);
        }, ct);

    /// <summary>A second person does not agree, or the proposer takes it back. The reason is an internal note.</summary>
    public Task<Outcome> RefuseAsync(SeenComplaint seen, string reason, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Reader, AuditAct.ClosingRefused, made =>
        {
            made.Complaint.RefuseClosing(made.Stamp);
            made.AddNote(reason);
        }, ct);

    /// <summary>
    /// The same as the complaint of <paramref name="leadingCase"/>, an open one that the actor may read. Proposed to its citizen with the note,
    /// who may contest it; nothing of the other complaint is shown to them.
    /// </summary>
    public Task<Outcome> MergeAsync(SeenComplaint seen, string leadingCase, string note, Actor actor, CancellationToken ct)
        => _cases.ChangeAsync(seen, actor, Doer.Holder, AuditAct.ComplaintMerged, async made =>
        {
            var number = leadingCase?.Trim() ?? "";
            var leading = await made.Db.Complaints.ReadableBy(actor)
                .Where(c => c.CaseNumber == number && c.Status != ComplaintStatus.Closed && c.MergedIntoId == null)
                .Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
            Require(leading is not null, Refusal.NotADuplicate);

            // Nobody leads those that lead others.
            Require(!await made.Db.Complaints.AnyAsync(c => c.MergedIntoId == made.Complaint.Id && c.Status != ComplaintStatus.Closed, ct), Refusal.NotADuplicate);
            made.Complaint.MergeInto(leading!.Value, note, made.Stamp, made.Cipher);
            made.Details["leading"] = leading.Value.ToString("N");
            made.SayWhetherPending();
        }, ct);
}

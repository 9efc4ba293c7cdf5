using Mibsp.Domain.Common;

namespace Mibsp.Domain.Casework;

/// <summary>What can be done with several complaints at once. Each has its words in ToolTexts ("Bulk.…").</summary>
public enum BulkAct
{
    Take,
    StartReview,
    Assign,
    Note,
}

/// <summary>One move for several complaints: assigning names the officer, a note has a text.</summary>
public sealed record BulkMove(BulkAct Act, Guid? OfficerId = null, string? Text = null);

/// <summary>What came of the move for one complaint, as it was shown. <paramref name="Refusal"/> is null when it was done.</summary>
public sealed record BulkResult(ComplaintRow Shown, Refusal? Refusal, bool TakenByColleague);

/// <summary>
/// Does one thing with several complaints, one by one and by the same services as on each complaint's own page: none of them is
/// checked less, and what is refused for one is done for the others.
/// </summary>
public sealed class BulkMoving(ComplaintHandling handling, ComplaintAssigning assigning, ComplaintQueries complaints)
{
    /// <summary>More than this at once is nobody's decision any more.</summary>
    public const int Most = 50;

    /// <summary>The results in the order in which the complaints were shown.</summary>
    public async Task<IReadOnlyList<BulkResult>> DoAsync(BulkMove move, IReadOnlyList<ComplaintRow> shown, Actor actor, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shown.Count, Most);
        var results = new List<BulkResult>();
        foreach (var row in shown)
        {
            var outcome = await OneAsync(move, row, new SeenComplaint(row.Id, row.Version), actor, ct);
            results.Add(new BulkResult(row, outcome.Refusal, outcome.Refusal is not null && await IsTakenAsync(row, actor, ct)));
        }

        return results;
    }

    /// <summary>The officers to whom at least one of the complaints could be given, by name. To whom another cannot go is told when it is tried.</summary>
    public async Task<IReadOnlyList<OfficerChoice>> CandidatesAsync(IReadOnlyList<ComplaintRow> shown, Actor actor, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shown.Count, Most);
        var choices = new List<OfficerChoice>();
        foreach (var row in shown)
        {
            choices.AddRange(await assigning.CandidatesAsync(row.Id, actor, ct));
        }

        return [.. choices.Distinct().OrderBy(choice => choice.DisplayName, StringComparer.CurrentCultureIgnoreCase).ThenBy(choice => choice.Id)];
    }

    private Task<Outcome> OneAsync(BulkMove move, ComplaintRow shown, SeenComplaint seen, Actor actor, CancellationToken ct) => move switch
    {
        { Act: BulkAct.Take } => handling.TakeAsync(seen, actor, ct),
        // As on its own page, where what nobody has is taken or given to somebody first, by supervisors too.
        { Act: BulkAct.StartReview } when shown.OfficerId is null => Task.FromResult<Outcome>(Refusal.TakeItFirst),
        { Act: BulkAct.StartReview } => handling.StartReviewAsync(seen, null, actor, ct),
        { Act: BulkAct.Note, Text: { } text } => handling.WriteNoteAsync(seen, text, actor, ct),
        { Act: BulkAct.Assign, OfficerId: { } officer } => assigning.AssignAsync(seen, officer, actor, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(move), "An officer must be chosen, or a note written, first."),
    };

    // As the queue tells it: what nobody had and what is now another's, or out of sight, has been taken.
    private async Task<bool> IsTakenAsync(ComplaintRow shown, Actor actor, CancellationToken ct)
        => shown.OfficerId is null
            && await complaints.FindAsync(shown.CaseNumber, actor, ct) is var now
            && (now is null || (now.OfficerId is { } officer && officer != actor.UserId));
}

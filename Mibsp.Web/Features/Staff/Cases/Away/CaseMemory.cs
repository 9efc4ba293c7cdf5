using Microsoft.JSInterop;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Common;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Staff.Cases.Away;

/// <summary>What the page of a case needs to say what happened while nobody looked.</summary>
internal sealed class CaseRecalling(SharedReads shared, MeanwhileQueries meanwhile, DraftKeeping drafts)
{
    public DraftKeeping Drafts => drafts;

    public async Task<long> NowAsync(CancellationToken ct) => (await shared.NowAsync(ct)).Sequence;

    public Task<IReadOnlyList<ActOfOthers>> SinceAsync(Guid complaintId, long since, Actor actor, CancellationToken ct)
        => meanwhile.OfCaseAsync(complaintId, since, actor, ct);
}

/// <summary>What the browser's tab keeps of one case: how far it was looked at, and what was not sent yet.</summary>
internal sealed class CaseMemory(IJSRuntime script, CaseRecalling recalling, Actor actor, string caseNumber, Func<Task> seen) : IAsyncDisposable
{
    private readonly TabMemory _tab = new(script, Key(actor, caseNumber));
    private readonly PageAttention _attention = new(script, seen);

    /// <summary>Under what the tab keeps it: one person's, of one case.</summary>
    public static string Key(Actor actor, string caseNumber) => $"case/{actor.UserId:N}/{caseNumber}";

    /// <summary>What others did since this tab was looked at last, and up to which line it had been read. <paramref name="now"/> is what is shown now.</summary>
    public async Task<(IReadOnlyList<ActOfOthers> Acts, int? SeenUpTo)> RecallAsync(Guid complaintId, TabMark now, CancellationToken ct)
    {
        await _attention.BeginAsync();
        var mark = TabMark.Parse(await _tab.LoadAsync());
        var acts = mark is { } looked ? await recalling.SinceAsync(complaintId, looked.Sequence, actor, ct) : [];
        if (acts.Count == 0)
        {
            await SaveAsync(now);
            return ([], null);
        }

        return (acts, mark!.Value.Number);
    }

    public Task SaveAsync(TabMark now) => _tab.SaveAsync($"{now}");

    public async Task<KeptDraft?> DraftAsync() => recalling.Drafts.Open(await _tab.DraftAsync(), actor.UserId);

    public Task ForgetDraftAsync() => _tab.ForgetDraftAsync();

    public ValueTask DisposeAsync() => _attention.DisposeAsync();
}

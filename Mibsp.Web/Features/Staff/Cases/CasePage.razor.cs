using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Components.Widgets;
using Mibsp.Web.Features.Staff.Cases.Away;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Staff.Cases;

/// <summary>One case: what there is to read, what can be done, who else looks, and what happened since it was looked at last.</summary>
public sealed partial class CasePage : LivePage, IAsyncDisposable
{
    private readonly CaseDraft _draft = new();
    private readonly List<Toast> _toasts = [];
    private CaseMemory? _memory;
    private CaseView? _case;
    private LinkedCase? _linked;
    private Actor? _actor;
    private Guid? _shown;
    private string? _holder;
    private IDisposable? _visit;
    private IDisposable? _watch;
    private IReadOnlyList<string> _here = [];
    private IReadOnlyList<ActOfOthers> _away = [];
    private TabMark _read;
    private int? _seenUpTo;
    private bool _unseen;
    private bool _isBroughtBack;
    private bool _loaded;

    [Inject] internal CaseQueries Cases { get; set; } = default!;

    [Inject] internal LinkedCaseQueries LinkedCases { get; set; } = default!;

    [Inject] internal NoticeReading Notices { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Inject] internal LastActQueries LastActs { get; set; } = default!;

    [Inject] internal CasePresence Presence { get; set; } = default!;

    [Inject] internal CaseViewerQueries Viewers { get; set; } = default!;

    [Inject] internal CaseRecalling Recalling { get; set; } = default!;

    [Inject] internal IJSRuntime Script { get; set; } = default!;

    [Parameter] public string CaseNumber { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _memory = new CaseMemory(Script, Recalling, _actor!, CaseNumber, () => InvokeAsync(SeenAsync));
        if (_case is { Facts.Id: var id })
        {
            // The topic is named by the id, which only the case tells: hence a second read once the page is listening.
            _watch = Watch([LiveUpdates.ComplaintTopic(id)], _ => RefreshAsync());
            Watch(CasePresence.Topic(id), LookAroundAsync);
            await LoadAsync();
            await Notices.MarkCaseAsync(id, _actor!, CancellationToken.None);
            (_away, _seenUpTo) = await _memory.RecallAsync(id, _read, Left);
            _unseen |= _away.Count > 0;
        }

        await BringBackAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_memory is not null)
        {
            await _memory.DisposeAsync();
        }
    }

    private async Task LoadAsync()
    {
        _actor = await Staff.GetAsync();
        var sequence = await Recalling.NowAsync(Left);
        _case = await Cases.FindAsync(CaseNumber, _actor, Left);
        _read = new TabMark(sequence, _case?.Timeline.Count > 0 ? _case.Timeline[^1].Number : 0);

        // Only for whom it was here a moment ago: a colleague took it.
        _shown = _case?.Facts.Id ?? _shown;
        _holder = _case is null && _shown is { } lost ? await LastActs.HolderAsync(lost, _actor, Left) : null;
        _linked = _case is { Facts.Kind: ComplaintKind.Retaliation } shown ? await LinkedCases.FindAsync(shown.Facts.Id, _actor, Left) : null;
        await LookAroundAsync();
        _loaded = true;
    }

    private async Task RefreshAsync()
    {
        var before = _case?.Facts.Version;
        await LoadAsync();
        _unseen |= _case?.Facts.Version != before;
        if (_case is null)
        {
            // It is not theirs any more: what happens to it from now on does not even wake their page.
            _watch?.Dispose();
        }
    }

    // Whoever may not see the case any more is not among those who look at it, and is told of nobody.
    private async Task LookAroundAsync()
    {
        if (_case is not { Facts.Id: var id } || _actor is null)
        {
            _visit?.Dispose();
            (_visit, _here) = (null, []);
            return;
        }

        if (_visit is null)
        {
            Hold(_visit = Presence.Enter(id, _actor));
        }

        _here = await Viewers.NamesAsync(id, Presence.Others(id, _actor), _actor, Left);
    }

    // What was not sent when the page, its circuit or the server went. Of a case that is not theirs any more only where a colleague took it.
    private async Task BringBackAsync()
    {
        if (await _memory!.DraftAsync() is not { } kept || _draft.Act is not null || (_case is not null && kept.ComplaintId != _case.Facts.Id))
        {
            return;
        }

        _holder ??= _case is null ? await LastActs.HolderAsync(kept.ComplaintId, _actor!, Left) : null;
        _isBroughtBack = (_case is not null || _holder is not null) && kept.BringBack(_draft);
    }

    private async Task SeenAsync()
    {
        _unseen = false;
        StateHasChanged();
        await _memory!.SaveAsync(_read);
    }

    private async Task ForgetDraftAsync()
    {
        _isBroughtBack = false;
        await _memory!.ForgetDraftAsync();
    }

    private async Task DoneAsync(CaseAct act)
    {
        _toasts.Clear();
        _toasts.Add(new Toast(T[$"Act.Done.{act}"]));
        await LoadAsync();
    }
}

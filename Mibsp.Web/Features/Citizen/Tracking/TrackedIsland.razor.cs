using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>One complaint before its citizen. Rendered once with the page, and live over a circuit where there is one.</summary>
public sealed partial class TrackedIsland : Island
{
    private const int WorkTriesMax = 3;

    private readonly HashSet<Guid> _watched = [];
    private Visit _visit = new();
    private IReadOnlyList<Fault> _now = [];
    private TrackedComplaint? _complaint;
    private TrackedTrail? _trail;
    private bool _isBusy;
    private bool _hasTurned;

    [Inject] private TrackingDesk Desk { get; set; } = default!;

    [Inject] private AfterwardsDesk Afterwards { get; set; } = default!;

    [Inject] private CitizenActs Acts { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private DraftSeal Seal { get; set; } = default!;

    /// <summary>The sealed visit; holds the tracking ID.</summary>
    [Parameter, EditorRequired] public required string Token { get; set; }

    /// <summary>The sealed right to write, and the work done for it so far.</summary>
    [Parameter] public string? Work { get; set; }

    [Parameter] public string? Answer { get; set; }

    [Parameter] public Fault[] Faults { get; set; } = [];

    /// <summary>Where the citizen is, and what is typed and not sent yet. The tracking ID in it is taken from the seal.</summary>
    [Parameter, EditorRequired] public required Visit Visit { get; set; }

    protected override async Task BeginAsync()
    {
        (_visit, _now) = (Visit, Faults);
        _visit.Secret = TrackingId.TryParse(Seal.OpenVisit(Token), out var id) ? id : null;
        _visit.Work = Acts.OpenWork(_visit, Work, Answer, visitor: null);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await BrowserAsync<Dictionary<string, string>>("mibspDraft.begin") is { Count: > 0 } typed)
        {
            // Typed before the circuit began.
            VisitPost.Read(typed, _visit);
            StateHasChanged();
        }
        else if (_hasTurned)
        {
            _hasTurned = false;
            await BrowserAsync<object>("mibspDraft.show", _now.Count > 0);
        }
    }

    private async Task<T?> BrowserAsync<T>(string function, params object?[] arguments) where T : class
    {
        try
        {
            return await Js.InvokeAsync<T?>(function, Left, arguments);
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task LoadAsync()
    {
        await ReadAsync();
        if (_complaint is { } complaint && RendererInfo.IsInteractive && _watched.Add(complaint.Id))
        {
            Watch(LiveUpdates.ComplaintTopic(complaint.Id), ReadAsync);

            // Once more, for what changed between the first look and the watch.
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _complaint = await Desk.FindAsync(_visit, Left);
        _trail = await Afterwards.TrailAsync(_visit, Left);
    }

    private Task WriteAsync() => ActAsync(() => Desk.WriteAsync(_visit));

    private Task ConfirmAsync() => ActAsync(() => Desk.ConfirmAsync(_visit));

    private Task ContestAsync() => ActAsync(() => Desk.ContestAsync(_visit));

    private Task RateAsync() => ActAsync(() => Afterwards.RateAsync(_visit));

    private Task AddAsync(IReadOnlyList<IBrowserFile> files)
        => ActAsync(() => Desk.AddFilesAsync(_visit, [.. files.Select(file => (Func<Stream>)(() => file.OpenReadStream(long.MaxValue, Left)))], Left));

    private Task WithdrawAsync() => ActAsync(() => Afterwards.WithdrawAsync(_visit), turns: true);

    private Task EraseAsync() => ActAsync(() => Afterwards.EraseAsync(_visit), turns: true);

    private Task TellAsync() => ActAsync(() => Afterwards.TellAsync(_visit), turns: true);

    private Task ShowAsync(int report) => TurnAsync(() => AfterwardsDesk.Show(_visit, report));

    private Task TurnAsync(VisitStep step) => TurnAsync(() =>
    {
        AfterwardsDesk.Turn(_visit, step);
        return [];
    });

    /// <summary>Shows something else. Nothing is written, so no work is asked for.</summary>
    private async Task TurnAsync(Func<IReadOnlyList<Fault>> turn)
    {
        if (!_isBusy)
        {
            (_now, _hasTurned) = (turn(), true);
            await LoadAsync();
        }
    }

    /// <summary>What <paramref name="turns"/> to another page's worth of content begins at its top.</summary>
    private async Task ActAsync(Func<Task<IReadOnlyList<Fault>>> act, bool turns = false)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            for (var tries = 1; ; tries++)
            {
                _visit.Work.Answer = await BrowserAsync<string>("mibspWork.answer", _visit.Work.Nonce, _visit.Work.Bits) ?? "";
                _now = await act();
                if (tries == WorkTriesMax || _now.All(fault => fault.TextKey is not WorkFault.AnewKey))
                {
                    break;
                }

                _visit.Work = Acts.OpenWork(_visit, _visit.Work.Token, _visit.Work.Answer, visitor: null);
            }

            // A right that was used is followed by the next.
            _visit.Work = Acts.OpenWork(_visit, _visit.Work.Token, _visit.Work.Answer, visitor: null);
            await LoadAsync();
            _hasTurned = turns;
        }
        finally
        {
            _isBusy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>One complaint before its citizen. Rendered once with the page, and live over a circuit where there is one.</summary>
public sealed partial class TrackedIsland : LivePage
{
    private readonly HashSet<Guid> _watched = [];
    private Visit _visit = new();
    private IReadOnlyList<Fault> _now = [];
    private TrackedComplaint? _complaint;
    private TrackedTrail? _trail;
    private bool _isBusy;
    private bool _hasTurned;

    [Inject] private TrackingDesk Desk { get; set; } = default!;

    [Inject] private AfterwardsDesk Afterwards { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private DraftSeal Seal { get; set; } = default!;

    /// <summary>The sealed visit; holds the tracking ID.</summary>
    [Parameter, EditorRequired] public required string Token { get; set; }

    [Parameter] public Fault[] Faults { get; set; } = [];

    /// <summary>Where the citizen is, and what is typed and not sent yet. The tracking ID in it is taken from the seal.</summary>
    [Parameter, EditorRequired] public required Visit Visit { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_visit, _now) = (Visit, Faults);
        _visit.Secret = TrackingId.TryParse(Seal.OpenVisit(Token), out var id) ? id : null;
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await TypedAsync() is { Count: > 0 } typed)
        {
            // Typed before the circuit began.
            VisitPost.Read(typed, _visit);
            StateHasChanged();
        }
        else if (_hasTurned)
        {
            _hasTurned = false;
            await ShowTopAsync();
        }
    }

    private async Task<Dictionary<string, string>?> TypedAsync()
    {
        try
        {
            return await Js.InvokeAsync<Dictionary<string, string>>("mibspDraft.begin", Left);
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ShowTopAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("mibspDraft.show", Left, _now.Count > 0);
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page was left.
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

    private Task ShowAsync(int report) => ActAsync(() => Task.FromResult(AfterwardsDesk.Show(_visit, report)), turns: true);

    private Task TurnAsync(VisitStep step) => ActAsync(
        () =>
        {
            AfterwardsDesk.Turn(_visit, step);
            return Task.FromResult<IReadOnlyList<Fault>>([]);
        },
        turns: true);

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
            _now = await act();
            await LoadAsync();
            _hasTurned = turns;
        }
        finally
        {
            _isBusy = false;
        }
    }
}

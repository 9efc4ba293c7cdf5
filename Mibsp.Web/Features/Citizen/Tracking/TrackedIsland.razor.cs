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
    private const int WorkTriesMax = 3;

    private readonly Visit _visit = new();
    private IReadOnlyList<Fault> _now = [];
    private TrackedComplaint? _complaint;
    private bool _isBusy;

    [Inject] private TrackingDesk Desk { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private DraftSeal Seal { get; set; } = default!;

    /// <summary>The sealed visit; holds the tracking ID.</summary>
    [Parameter, EditorRequired] public required string Token { get; set; }

    /// <summary>The sealed right to write, and the work done for it so far.</summary>
    [Parameter] public string? Work { get; set; }

    [Parameter] public string? Answer { get; set; }

    [Parameter] public Fault[] Faults { get; set; } = [];

    [Parameter] public string? Done { get; set; }

    [Parameter] public string Message { get; set; } = "";

    [Parameter] public string Reason { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        _visit.Id = TrackingId.TryParse(Seal.OpenVisit(Token), out var id) ? id : null;
        (_visit.Message, _visit.Reason, _visit.Done, _now) = (Message, Reason, Done, Faults);
        _visit.Work = Desk.OpenWork(_visit, Work, Answer, visitor: null);
        await LoadAsync();
        if (_complaint is { } complaint && RendererInfo.IsInteractive)
        {
            Watch(LiveUpdates.ComplaintTopic(complaint.Id), LoadAsync);

            // Once more, for what changed between the first look and the watch.
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await BrowserAsync<Dictionary<string, string>>("mibspDraft.begin") is { Count: > 0 } typed)
        {
            // Typed before the circuit began.
            _visit.Message = typed.GetValueOrDefault(nameof(Visit.Message), _visit.Message);
            _visit.Reason = typed.GetValueOrDefault(nameof(Visit.Reason), _visit.Reason);
            StateHasChanged();
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

    private async Task LoadAsync() => _complaint = await Desk.FindAsync(_visit, Left);

    private Task WriteAsync() => ActAsync(() => Desk.WriteAsync(_visit));

    private Task ConfirmAsync() => ActAsync(() => Desk.ConfirmAsync(_visit));

    private Task ContestAsync() => ActAsync(() => Desk.ContestAsync(_visit));

    private Task AddAsync(IReadOnlyList<IBrowserFile> files)
        => ActAsync(() => Desk.AddFilesAsync(_visit, [.. files.Select(file => (Func<Stream>)(() => file.OpenReadStream(long.MaxValue, Left)))], Left));

    private async Task ActAsync(Func<Task<IReadOnlyList<Fault>>> act)
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
            }

            // A right that was used is followed by the next.
            _visit.Work = Desk.OpenWork(_visit, _visit.Work.Token, _visit.Work.Answer, visitor: null);
            await LoadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Mibsp.Domain.Tracking;
using Mibsp.Web.Features.Citizen.Filing;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Citizen.Tracking;

/// <summary>One complaint before its citizen. Rendered once with the page, and live over a circuit where there is one.</summary>
public sealed partial class TrackedIsland : LivePage
{
    private readonly Visit _visit = new();
    private IReadOnlyList<Fault> _now = [];
    private TrackedComplaint? _complaint;
    private bool _isBusy;

    [Inject] private TrackingDesk Desk { get; set; } = default!;

    [Inject] private DraftSeal Seal { get; set; } = default!;

    /// <summary>The sealed visit; holds the tracking ID.</summary>
    [Parameter, EditorRequired] public required string Token { get; set; }

    [Parameter] public Fault[] Faults { get; set; } = [];

    [Parameter] public string? Done { get; set; }

    [Parameter] public string Message { get; set; } = "";

    [Parameter] public string Reason { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        _visit.Id = TrackingId.TryParse(Seal.OpenVisit(Token), out var id) ? id : null;
        (_visit.Message, _visit.Reason, _visit.Done, _now) = (Message, Reason, Done, Faults);
        await LoadAsync();
        if (_complaint is { } complaint && RendererInfo.IsInteractive)
        {
            Watch(LiveUpdates.ComplaintTopic(complaint.Id), LoadAsync);

            // Once more, for what changed between the first look and the watch.
            await LoadAsync();
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
            _now = await act();
            await LoadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}

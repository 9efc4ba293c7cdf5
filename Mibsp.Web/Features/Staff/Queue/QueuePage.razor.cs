using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;
using Mibsp.Web.Components.Widgets;
using Mibsp.Web.Features.Lists;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>The live queue: tiles, list, and a word about what changes while one looks.</summary>
public sealed partial class QueuePage : LivePage, IAsyncDisposable
{
    /// <summary>The first news shows at once; while more comes in, the page is drawn anew this often and not for each.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private readonly QueueToasts _toasts = new();
    private readonly QueueSelection _selection = new();
    private QueueFilter _filter = new(OpenOnly: true, Bursts: BurstShow.Apart);
    private IReadOnlyList<BurstRow> _bursts = [];
    private WorkFigures? _work;
    private Page<ComplaintRow>? _page;
    private IReadOnlyDictionary<int, string> _wards = new Dictionary<int, string>();
    private string? _newest;
    private Guid _me;
    private bool _taking;
    private int _unseen;
    private PageAttention? _attention;

    [Inject] internal QueueReads Reads { get; set; } = default!;

    [Inject] internal DirectoryQueries Directory { get; set; } = default!;

    [Inject] internal ComplaintHandling Handling { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Inject] internal IJSRuntime Script { get; set; } = default!;

    // All of these are text: nonsense where a number is wanted would end in an error page.
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "delayed")] public string? DelayedOnly { get; set; }

    [SupplyParameterFromQuery(Name = "case")] public string? CaseNumber { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "bursts")] public string? Bursts { get; set; }

    [SupplyParameterFromQuery(Name = "after")] public string? After { get; set; }

    [SupplyParameterFromQuery(Name = "before")] public string? Before { get; set; }

    private static string BurstAddress => QueueAddress.Of(new QueueFilter(OpenOnly: true, Bursts: BurstShow.Only));

    private static string Delayed => QueueAddress.Of(new QueueFilter(QueueScope.Mine, OpenOnly: true, DelayedOnly: true, Bursts: BurstShow.Apart));

    protected override async Task OnInitializedAsync()
    {
        _filter = QueueAddress.Read(Show, Status, DelayedOnly, CaseNumber, Sort, After, Bursts, Before);
        var actor = await Staff.GetAsync();
        _me = actor.UserId;

        // Before the first read, so that a change between the two is not missed.
        if (actor.DepartmentId is { } department)
        {
            Watch(LiveUpdates.DepartmentTopic(department), RefreshAsync, _pause);
        }

        _wards = (await Directory.WardsAsync(Left)).ToDictionary(ward => ward.Id, ward => ward.Name);
        var now = await LoadAsync(actor);
        (_, _newest) = await new QueueReporting(now).ArrivedAsync(null);
        foreach (var burst in _bursts)
        {
            _toasts.Know(burst.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_attention is not null)
        {
            await _attention.DisposeAsync();
        }
    }

    private async Task<QueueMoment> LoadAsync(Actor actor)
    {
        var now = await Reads.NowAsync(actor, Left);
        _work = await now.WorkAsync();
        _page = await now.ListAsync(_filter);
        _bursts = await now.BurstsAsync();
        return now;
    }

    private async Task ReloadAsync() => await LoadAsync(await Staff.GetAsync());

    private async Task RefreshAsync()
    {
        var actor = await Staff.GetAsync();
        var before = _page?.Rows ?? [];
        var reporting = new QueueReporting(await LoadAsync(actor));
        var (arrived, newest) = await reporting.ArrivedAsync(_newest);
        var changed = await reporting.ChangedAsync(before, _page!.Rows);
        _newest = newest;
        foreach (var news in arrived.Concat(changed))
        {
            var isGone = news.What is QueueEvent.TakenByColleague or QueueEvent.Gone;
            if (!isGone)
            {
                _fresh.Add(news.CaseNumber);
            }

            _toasts.Tell(
                new Toast(T[$"News.{news.What}", news.CaseNumber, news.Who ?? ""], isGone ? null : $"/officer/complaint/{news.CaseNumber}"),
                news.What is QueueEvent.New);
        }

        var bursts = _bursts.Count(burst => _toasts.TellBurst(burst.Id, new Toast(T["News.Burst", burst.Count], BurstAddress)));
        if (arrived.Count + changed.Count + bursts > 0)
        {
            _unseen += arrived.Count + changed.Count + bursts;
            _attention ??= new PageAttention(Script, () => InvokeAsync(Seen));
            await _attention.AwaitAsync();
        }
    }

    private async Task TakeAsync(ComplaintRow row)
    {
        if (_taking)
        {
            return;
        }

        _taking = true;
        try
        {
            var actor = await Staff.GetAsync();
            var outcome = await Handling.TakeAsync(new SeenComplaint(row.Id, row.Version), actor, CancellationToken.None);
            if (outcome.Refusal is { } refusal)
            {
                Tell(T["News.Refused", row.CaseNumber, C[$"Refusal.{refusal}"]], null, isBad: true);
            }
            else
            {
                Tell(T["News.Taken", row.CaseNumber], $"/officer/complaint/{row.CaseNumber}");
            }

            await LoadAsync(actor);
        }
        finally
        {
            _taking = false;
        }
    }

    private void Tell(string text, string? address, bool isBad = false) => _toasts.Tell(new Toast(text, address, isBad));

    private void Seen()
    {
        _unseen = 0;
        StateHasChanged();
    }

    private string PageBeside(ComplaintRow row, bool isBefore) => QueueAddress.Of(_filter with { Place = ListPlace.Of(row, _filter.Order, isBefore) });

    private static string Tab(QueueScope scope) => QueueAddress.Of(new QueueFilter(scope, OpenOnly: true, Bursts: BurstShow.Apart));
}

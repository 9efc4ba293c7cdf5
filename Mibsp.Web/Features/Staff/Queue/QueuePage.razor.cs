using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;
using Mibsp.Web.Components.Widgets;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>The live queue: tiles, list, and a word about what changes while one looks.</summary>
public sealed partial class QueuePage : LivePage, IAsyncDisposable
{
    private const int ToastsMax = 3;

    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private readonly List<Toast> _toasts = [];
    private QueueFilter _filter = new(OpenOnly: true);
    private WorkFigures? _work;
    private Page<ComplaintRow>? _page;
    private IReadOnlyDictionary<int, string> _wards = new Dictionary<int, string>();
    private string? _newest;
    private Guid _me;
    private bool _taking;
    private int _unseen;
    private PageAttention? _attention;

    [Inject] internal ComplaintQueries Complaints { get; set; } = default!;

    [Inject] internal FigureQueries Figures { get; set; } = default!;

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

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    private QueueReporting Reporting => new(Complaints);

    private static string Delayed => QueueAddress.Of(new QueueFilter(QueueScope.Mine, OpenOnly: true, DelayedOnly: true));

    protected override async Task OnInitializedAsync()
    {
        _filter = QueueAddress.Read(Show, Status, DelayedOnly, CaseNumber, Sort, PageNumber);
        var actor = await Staff.GetAsync();
        _me = actor.UserId;

        // Before the first read, so that a change between the two is not missed.
        if (actor.DepartmentId is { } department)
        {
            Watch(LiveUpdates.DepartmentTopic(department), RefreshAsync);
        }

        _wards = (await Directory.WardsAsync(Left)).ToDictionary(ward => ward.Id, ward => ward.Name);
        await LoadAsync(actor);
        (_, _newest) = await Reporting.ArrivedAsync(null, actor, Left);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_attention is not null)
        {
            await _attention.DisposeAsync();
        }
    }

    private async Task LoadAsync(Actor actor)
    {
        _work = await Figures.WorkOfAsync(actor, Left);
        _page = await Complaints.ListAsync(_filter, actor, Left);
    }

    private async Task RefreshAsync()
    {
        var actor = await Staff.GetAsync();
        var before = _page?.Rows ?? [];
        await LoadAsync(actor);
        var (arrived, newest) = await Reporting.ArrivedAsync(_newest, actor, Left);
        var changed = await Reporting.ChangedAsync(before, _page!.Rows, actor, Left);
        _newest = newest;
        foreach (var news in arrived.Concat(changed))
        {
            if (news.What is not QueueEvent.TakenByColleague)
            {
                _fresh.Add(news.CaseNumber);
            }

            Tell(T[$"News.{news.What}", news.CaseNumber], news.What is QueueEvent.TakenByColleague ? null : $"/officer/complaint/{news.CaseNumber}");
        }

        if (arrived.Count + changed.Count > 0)
        {
            _unseen += arrived.Count + changed.Count;
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

    private void Tell(string text, string? address, bool isBad = false)
    {
        _toasts.Add(new Toast(text, address, isBad));
        if (_toasts.Count > ToastsMax)
        {
            _toasts.RemoveAt(0);
        }
    }

    private void Dismiss(Toast toast) => _toasts.Remove(toast);

    private void Seen()
    {
        _unseen = 0;
        StateHasChanged();
    }

    private static string Tab(QueueScope scope) => QueueAddress.Of(new QueueFilter(scope, OpenOnly: true));
}

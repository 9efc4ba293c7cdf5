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
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(650);

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
    private TabMemory? _memory;
    private TabMark _read;
    private QueueSince? _away;

    [Inject] internal QueueReads Reads { get; set; } = default!;

    [Inject] internal QueueRecord Record { get; set; } = default!;

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
        var begun = _read = await Record.NowAsync(Left);
        string[] topics = [LiveUpdates.UserTopic(_me), LiveUpdates.DayTopic];
        Watch(actor.DepartmentId is { } department ? [LiveUpdates.DepartmentTopic(department), .. topics] : topics, RefreshAsync, _pause);

        _wards = (await Directory.WardsAsync(Left)).ToDictionary(ward => ward.Id, ward => ward.Name);
        var now = await LoadAsync(actor);
        (_, _newest) = await new QueueReporting(now).ArrivedAsync(null);
        foreach (var burst in _bursts)
        {
            _toasts.Know(burst.Id);
        }

        await RecallAsync(actor, begun);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_attention is not null)
        {
            await _attention.DisposeAsync();
        }
    }

    private async Task<QueueMoment> LoadAsync(Actor actor, long? change = null)
    {
        var now = change is { } at ? await Reads.AfterAsync(at, actor, Left) : await Reads.NowAsync(actor, Left);
        _work = await now.WorkAsync();
        _page = await now.ListAsync(_filter);
        _bursts = await now.BurstsAsync();
        return now;
    }

    // The page, the circuit or the server may have been another one when this tab was looked at last: what happened since is told now.
    private async Task RecallAsync(Actor actor, TabMark begun)
    {
        _memory = new TabMemory(Script, $"queue/{_me:N}");
        _attention = new PageAttention(Script, () => InvokeAsync(SeenAsync));
        await _attention.BeginAsync();
        var away = TabMark.Parse(await _memory.LoadAsync()) is { } seen ? await Record.SinceAsync(seen, actor, Left) : null;
        if (away is null or { News.Count: 0, Taken: 0 })
        {
            await _memory.SaveAsync($"{begun}");
            return;
        }

        _away = away;
        _unseen += away.News.Count + away.Taken;
        _fresh.UnionWith(away.News.Select(news => news.CaseNumber));
    }

    private async Task ReloadAsync() => await LoadAsync(await Staff.GetAsync());

    private async Task RefreshAsync(long change)
    {
        var actor = await Staff.GetAsync();
        var before = _page?.Rows ?? [];
        var now = await LoadAsync(actor, change);
        var reporting = new QueueReporting(now);
        var (arrived, newest) = await reporting.ArrivedAsync(_newest);
        var beyond = await Record.BeyondRowsAsync(now.Moment, _read, actor, Left);
        IReadOnlyList<QueueNews> changed = [.. await reporting.ChangedAsync(before, _page!.Rows), .. beyond.News];
        (_newest, _read) = (newest, beyond.Now);
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
        _unseen += arrived.Count + changed.Count + bursts;
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

    // Only now: what was told to a page that nobody looked at is told again after it.
    private async Task SeenAsync()
    {
        _unseen = 0;
        StateHasChanged();
        if (_memory is not null)
        {
            await _memory.SaveAsync($"{_read}");
        }
    }

    private string PageBeside(ComplaintRow row, bool isBefore) => QueueAddress.Of(_filter with { Place = ListPlace.Of(row, _filter.Order, isBefore) });

    private static string Tab(QueueScope scope) => QueueAddress.Of(new QueueFilter(scope, OpenOnly: true, Bursts: BurstShow.Apart));
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Web.Features.Admin.Analytics.Tables;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Admin.Analytics;

/// <summary>The figures of the town, right when the page is opened and moved by what happens while it is open.</summary>
public sealed partial class AnalyticsPage : LivePage
{
    /// <summary>The first news shows at once; while more comes in, the figures are read anew this often and not for each.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    private AnalyticsAddress _address = new();
    private AnalyticsNames _names = AnalyticsNames.None;
    private AnalyticsAnswer? _answer;
    private AnalyticsTables _tables = default!;
    private Drill _drill = default!;
    private bool _namesPeople;
    private bool _isShortened;
    private bool _hasArrived;
    private string? _said;

    [Inject] internal AnalyticsReads Reads { get; set; } = default!;

    [Inject] internal DirectoryQueries Directory { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Inject] internal MunicipalTime Time { get; set; } = default!;

    [Inject] internal NavigationManager Nav { get; set; } = default!;

    [Inject] internal IJSRuntime Script { get; set; } = default!;

    private IEnumerable<string> Sections => ["volumes", "quality", "breakdown", "ages", "deadlines", "wards", .. _namesPeople ? (string[])["officers"] : []];

    protected override async Task OnInitializedAsync()
    {
        _address = AnalyticsAddress.Parse(Nav.Uri);

        // Before the first read, so that a change between the two is not missed.
        Watch([LiveUpdates.AllTopic, LiveUpdates.DayTopic], FollowAsync, _pause);
        _names = await AnalyticsNames.ReadAsync(Directory, Left);
        var actor = await Staff.GetAsync();
        Show(await Reads.NowAsync(_address.ToQuestion(Time.Today), actor, Left), actor);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_answer is null || _hasArrived)
        {
            return;
        }

        // What the address names after its # is only there by now.
        _hasArrived = true;
        try
        {
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/analytics.js"]}");
            await module.InvokeVoidAsync("arrive");
        }
        catch (Exception failure) when (failure is JSDisconnectedException or TaskCanceledException)
        {
            // The browser has left.
        }
    }

    private async Task FollowAsync(long change)
    {
        var (actor, before) = (await Staff.GetAsync(), _answer);
        Show(await Reads.AfterAsync(_address.ToQuestion(Time.Today), change, actor, Left), actor);

        // Not a word when what happened moved nothing here.
        if (before is not null && _answer is { } now && (now.Total != before.Total || OpenNow(now) != OpenNow(before)))
        {
            _said = A["Changed", Cells.Number(now.Total.Filed), Cells.Number(now.Total.Closed), Cells.Number(OpenNow(now))];
        }
    }

    private void Show(AnalyticsAnswer? answer, Actor actor)
    {
        if (answer is null)
        {
            return;
        }

        var isAdministrator = actor.Role is StaffRole.Administrator;
        var asked = _address.ToQuestion(Time.Today);
        (_answer, _namesPeople, _isShortened) = (answer, isAdministrator, answer.Question.From > asked.From);
        _drill = new Drill(answer.Question, Time.Today, isAdministrator);
        _tables = new AnalyticsTables(answer, _names, _drill, A, C);
    }

    private static int OpenNow(AnalyticsAnswer answer) => answer.Ages.Sum(band => band.Open);

    private static string Days(DateOnly from, DateOnly until)
        => $"{from.ToString("d MMM yyyy", CultureInfo.CurrentCulture)} – {until.ToString("d MMM yyyy", CultureInfo.CurrentCulture)}";
}

using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Domain.Access;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin;
using Mibsp.Web.Features.Admin.Analytics;
using Mibsp.Web.Features.Admin.Complaints;
using Mibsp.Web.Features.Admin.Record;
using Mibsp.Web.Features.Staff.Notices;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Access;

/// <summary>
/// What stands on somebody's pages, open or opened anew, while much happens on a case that is kept from them: the same as before there
/// was one. Pages that are not prerendered have no content over HTTP, so they are looked at here.
/// </summary>
public sealed partial class QuietPagesTests : PageTests
{
    private QuietTown _town = default!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _town = await new QuietTown(Town, Portal).BuildAsync();
    }

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    public Task An_open_queue_is_woken_and_shows_the_same(StaffRole role)
        => SameAsync<QueuePage>(role, "/officer/dashboard", ".tiles", isWoken: role is not StaffRole.Commissioner);

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    public Task Notices_are_not_even_woken(StaffRole role) => SameAsync<NoticesPage>(role, "/officer/notices", "h1", isWoken: false);

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    public Task Nor_is_the_bell(StaffRole role) => SameAsync<NoticeBell>(role, "/officer/dashboard", "a.bell", isWoken: false);

    [Fact]
    public Task The_administrators_list_shows_the_same()
        => SameAsync<ComplaintsPage>(StaffRole.Administrator, "/admin/complaints", "form.filters", isWoken: true);

    [Theory]
    [InlineData(StaffRole.Administrator)]
    [InlineData(StaffRole.Commissioner)]
    public Task The_figures_of_the_town_are_the_same(StaffRole role)
        => SameAsync<AnalyticsPage>(role, "/admin/analytics", "[data-testid=recount]", isWoken: true);

    [Fact]
    public Task The_record_shows_the_same_lines()
        => SameAsync<AuditLogsPage>(StaffRole.Administrator, "/admin/audit-logs", "[data-testid=entry]", isWoken: false);

    [Fact]
    public Task The_administrators_dashboard_shows_the_same_but_for_what_is_public()
        => SameAsync<DashboardPage>(StaffRole.Administrator, "/admin/dashboard", "[data-testid=act]", isWoken: true);

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    public async Task The_page_of_the_case_is_that_of_a_number_that_never_existed(StaffRole role)
    {
        var (me, filed) = (_town.First(role), await HideAsync(role));
        SignIn(me);
        var nothing = Case("2031-000001");
        var page = Case(filed.CaseNumber);
        var renders = page.RenderCount;

        await _town.LiveAsync(filed, me);

        Assert.Equal(Words(nothing).Replace("2031-000001", filed.CaseNumber, StringComparison.Ordinal), Words(page));
        Assert.Equal(renders, page.RenderCount);
        Assert.Equal(0, Portal.Get<LiveUpdates>().Count(LiveUpdates.ComplaintTopic(filed.Id)));

        IRenderedComponent<Mibsp.Web.Features.Staff.Cases.CasePage> Case(string number)
        {
            var shown = Render<Mibsp.Web.Features.Staff.Cases.CasePage>(p => p.Add(c => c.CaseNumber, number));
            shown.WaitForAssertion(() => Assert.Empty(shown.FindAll(".skeleton")));
            return shown;
        }
    }

    [Fact]
    public async Task So_is_the_administrators()
    {
        var (me, filed) = (_town.First(StaffRole.Administrator), await HideAsync(StaffRole.Administrator));
        SignIn(me);
        var nothing = Case("2031-000001");
        var page = Case(filed.CaseNumber);

        await _town.LiveAsync(filed, me);

        Assert.Equal(Words(nothing).Replace("2031-000001", filed.CaseNumber, StringComparison.Ordinal), Words(page));

        IRenderedComponent<CasePage> Case(string number)
        {
            var shown = Render<CasePage>(p => p.Add(c => c.Number, number));
            shown.WaitForAssertion(() => Assert.Contains("not yours to see", shown.Markup, StringComparison.Ordinal));
            return shown;
        }
    }

    private async Task SameAsync<TPage>(StaffRole role, string address, string ready, bool isWoken)
        where TPage : IComponent
    {
        var me = _town.First(role);
        SignIn(me);

        // Charts ask whether anybody is there to draw them.
        SetRendererInfo(new("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var before = Words(Open<TPage>(ready));
        var filed = await HideAsync(role);
        var page = Open<TPage>(ready);
        Assert.Equal(before, Words(page));
        var (renders, seen) = (page.RenderCount, new List<string>());
        page.OnMarkupUpdated += (_, _) => seen.Add(Words(page));

        await _town.LiveAsync(filed, me);

        if (isWoken)
        {
            page.WaitForState(() => page.RenderCount > renders);
        }
        else
        {
            Assert.Equal(renders, page.RenderCount);
        }

        Assert.Equal(before, Words(page));
        Assert.All(seen, words => Assert.Equal(before, words));
        Assert.Equal(before, Words(Open<TPage>(ready)));
    }

    private IRenderedComponent<TPage> Open<TPage>(string ready)
        where TPage : IComponent
    {
        var page = Render<TPage>();
        page.WaitForElement(ready);
        return page;
    }

    // A case of their own department, which is then kept from them; on the integrity cell's rung for those above.
    private async Task<Filed> HideAsync(StaffRole role)
    {
        var me = _town.First(role);
        var filed = await _town.FileAsync(A.NewComplaint(me.Actor.DepartmentId ?? Town.Water));
        Town.Done(await Portal.Get<ComplaintRouting>().RecuseAsync(await Town.SeenAsync(filed), me.Id, "A cousin.", Town.Administrator, Token));
        return filed;
    }

    // Without the marks by which the page is wired, the record's own numbers and the public figures: see infra/decisions/0016.
    private static string Words<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent
        => Public().Replace(Wiring().Replace(page.Markup, ""), "");

    [GeneratedRegex("\\sblazor:[a-zA-Z:]+=\"[^\"]*\"|\\sdiff:[a-zA-Z:]+=\"[^\"]*\"|(?<=ticket=)[0-9a-f]+")]
    private static partial Regex Wiring();

    [GeneratedRegex("<th role=\"rowheader\" scope=\"row\" class=\"num\"[^>]*>[0-9]+</th>|<dd[^>]*data-testid=\"(Total|Open|Delayed|Closed|Rate)\">[^<]*</dd>|before=[0-9]+|<div class=\"tile [^\"]*\">|<div class=\"tile\">|<td class=\"num\">.*?</td>", RegexOptions.Singleline)]
    private static partial Regex Public();
}

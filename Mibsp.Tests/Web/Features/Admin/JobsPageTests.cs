using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin;
using Mibsp.Web.Features.Admin.Operation;
using Mibsp.Web.Jobs;
using Mibsp.Web.Live;
using Quartz;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class JobsPageTests : PageTests
{
    private readonly CancellationToken _ct = Xunit.TestContext.Current.CancellationToken;
    private Member _admin = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(_admin = await Town.HireAsync(StaffRole.Administrator, name: "Mira"));
    }

    [Fact]
    public void Every_job_is_told_in_words()
    {
        var page = Open();

        Assert.Equal(JobPlan.All.Select(plan => plan.Key.Name), page.FindAll("[data-testid=job]").Select(job => job.GetAttribute("data-job")));
        Assert.DoesNotContain("Job.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Jobs.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Each server does this for itself", Card(page, "release").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Each server does this for itself", Card(page, "escalation").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_is_asked_about_done_entered_and_ended()
    {
        var page = Open();
        await Card(page, "escalation").QuerySelector("[data-testid=pause]")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("The pause ends by itself: 15 Jul 2026, 14:00 at the latest.", Card(page, "escalation").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=confirm]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Paused until 15 Jul 2026, 14:00, then at once", Card(page, "escalation").TextContent, StringComparison.Ordinal));
        Assert.NotNull(Card(page, "escalation").QuerySelector("[data-testid=paused]"));
        Assert.Contains("Paused: Deadlines and the ladder.", page.Find("[data-testid=said]").TextContent, StringComparison.Ordinal);
        var entered = (await Portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.JobPaused), null, _admin.Actor, _ct)).Rows;
        Assert.Equal("Mira", Assert.Single(entered).UserName);

        var dashboard = Render<DashboardPage>();
        dashboard.WaitForAssertion(() => Assert.Contains("Deadlines and the ladder: Paused until 15 Jul 2026, 14:00", dashboard.Find("[data-testid=jobs-held]").TextContent, StringComparison.Ordinal));

        await Card(page, "escalation").QuerySelector("[data-testid=resume]")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.Null(Card(page, "escalation").QuerySelector("[data-testid=paused]")));
        dashboard.WaitForAssertion(() => Assert.Empty(dashboard.FindAll("[data-testid=jobs-held]")));
    }

    [Fact]
    public async Task Without_a_fresh_proof_the_browser_is_sent_to_give_one_and_nothing_is_paused()
    {
        var page = Open();
        Portal.Clock.Advance(TimeSpan.FromMinutes(11));

        await Card(page, "escalation").QuerySelector("[data-testid=pause]")!.ClickAsync(new());

        Assert.EndsWith("/auth/confirm?back=%2Fadmin%2Fjobs", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=confirm]"));

        // Nor when the proof grows old while the question stands there.
        Assert.DoesNotContain(await Services.GetRequiredService<JobOverview>().ReadAsync(_ct), row => row.IsPaused);
    }

    [Fact]
    public async Task A_proof_that_grew_old_over_the_question_is_asked_for_again()
    {
        var page = Open();
        await Card(page, "escalation").QuerySelector("[data-testid=pause]")!.ClickAsync(new());
        Portal.Clock.Advance(TimeSpan.FromMinutes(11));

        await page.Find("[data-testid=confirm]").ClickAsync();

        Assert.EndsWith("/auth/confirm?back=%2Fadmin%2Fjobs", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(await Services.GetRequiredService<JobOverview>().ReadAsync(_ct), row => row.IsPaused);
    }

    [Fact]
    public async Task The_open_page_shows_that_it_runs_and_what_came_of_it()
    {
        var page = Open();
        var scheduler = await Services.GetRequiredService<ISchedulerFactory>().GetScheduler(_ct);
        Assert.Contains("0, of which 0 failed", Card(page, "sign-in-sweep").TextContent, StringComparison.Ordinal);

        await Card(page, "sign-in-sweep").QuerySelector("[data-testid=run]")!.ClickAsync(new());
        await scheduler.Start(_ct);

        page.WaitForAssertion(() => Assert.Equal("Done", Card(page, "sign-in-sweep").QuerySelector("[data-testid=result]")?.TextContent));
        page.WaitForAssertion(() => Assert.DoesNotContain("0, of which", Card(page, "sign-in-sweep").TextContent, StringComparison.Ordinal));
        Assert.Contains("Asked for: Tidy up sign-ins.", page.Find("[data-testid=said]").TextContent, StringComparison.Ordinal);
        await scheduler.Shutdown(true, _ct);
    }

    [Fact]
    public async Task An_overdue_job_stands_on_the_page_and_on_the_dashboard_of_administrators()
    {
        var page = Open();
        Assert.Empty(page.FindAll("[data-testid=trouble]"));
        Portal.Clock.Advance(TimeSpan.FromHours(2));

        Portal.Get<LiveUpdates>().Announce(JobOverview.Topic);

        page.WaitForAssertion(() => Assert.Equal("Overdue", Card(page, "escalation").QuerySelector("[data-testid=trouble]")?.TextContent));
        var dashboard = Render<DashboardPage>();
        dashboard.WaitForAssertion(() => Assert.Contains("Deadlines and the ladder: Overdue", dashboard.Find("[data-testid=jobs-held]").TextContent, StringComparison.Ordinal));
        SignIn(await Town.HireAsync(StaffRole.Auditor));
        var auditors = Render<DashboardPage>();
        auditors.WaitForElement("[data-testid=act]");
        Assert.Empty(auditors.FindAll("[data-testid=jobs-held]"));
    }

    [Fact]
    public async Task Who_leaves_the_page_watches_no_more()
    {
        Open();
        Assert.Equal(1, Portal.Get<LiveUpdates>().Count(JobOverview.Topic));

        await DisposeComponentsAsync();

        Assert.Equal(0, Portal.Get<LiveUpdates>().Count(JobOverview.Topic));
    }

    private IRenderedComponent<JobsPage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/jobs");
        var page = Render<JobsPage>();
        page.WaitForElement("[data-testid=job]");
        return page;
    }

    private static AngleSharp.Dom.IElement Card(IRenderedComponent<JobsPage> page, string name) => page.Find($"[data-job={name}]");
}

using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Mailing;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Jobs;
using Mibsp.Web.Observing.Parts;
using Quartz;

namespace Mibsp.Tests.Web.Mailing;

/// <summary>The whole portal with a mail server beside it: the job sends, and a failure is seen by operators; the bell stands in the frame.</summary>
public sealed class DigestHostTests : IAsyncLifetime
{
    private readonly SmtpServer _server = new();
    private readonly WebHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await ((IAsyncLifetime)_host).InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_job_sends_and_shows_as_failed_until_everybody_has_theirs()
    {
        await using var portal = _host.WithWebHostBuilder(web =>
        {
            web.UseSetting("Mail:Host", "127.0.0.1");
            web.UseSetting("Mail:Port", $"{_server.Port}");
            web.UseSetting("Mail:UseStartTls", "false");
            web.UseSetting("Mail:From", "portal@town.example");
            web.UseSetting("Mail:PortalAddress", "https://integrity.town.example");
        });
        var officer = await _host.Town.HireAsync();
        var wishes = new NoticeWishes(BellOn: true, DigestOn: true, "asha@town.example", new QuietHours(0, 0, OnDaysOff: false));
        Town.Done(await portal.Services.GetRequiredService<NoticeChoosing>().SaveAsync(wishes, officer.Actor, Token));
        var filed = await _host.Town.FileAndTakeAsync(officer);
        Town.Done(await _host.Town.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Word.", Token));
        _server.Answers["MAIL"] = "421 4.3.2 closing down";

        var failed = await RunOnTheHourAsync(portal.Services, 1);

        Assert.Equal(JobRunResult.Failed, failed.Result);
        Assert.Equal((PartState.Attention, 1), await MailAsync(portal.Services) is var owed ? (owed.State, owed.Values[0]) : default);
        Assert.Empty(_server.Received);

        // As after a restart, which forgets how long to wait.
        _server.Answers.Clear();
        await using var restarted = portal.WithWebHostBuilder(_ => { });
        var sent = await RunOnTheHourAsync(restarted.Services, 1);

        Assert.Equal(JobRunResult.Succeeded, sent.Result);
        Assert.Equal("asha@town.example", Assert.Single(_server.Received).To);
        Assert.Equal(PartState.Fine, (await MailAsync(restarted.Services)).State);
        Assert.Equal(PartState.NotUsed, (await MailAsync(_host.Services)).State);
    }

    [Fact]
    public async Task The_bell_is_on_every_page_of_those_who_work_on_complaints_and_plain_pages_stay_plain()
    {
        var officer = await SignedInAsync(StaffRole.Officer);
        var live = await officer.ReadAsync("/officer/dashboard");
        Assert.Contains("bell-place", live, StringComparison.Ordinal);
        Assert.Contains("blazor.web", live, StringComparison.Ordinal);

        var plain = await officer.ReadAsync("/auth/profile");
        Assert.Matches("<a class=\"bell\" href=\"/officer/notices\"", plain);
        Assert.DoesNotContain("blazor.web", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor:{", plain, StringComparison.Ordinal);

        Assert.DoesNotContain("bell-place", await (await SignedInAsync(StaffRole.Administrator)).ReadAsync("/admin/dashboard"), StringComparison.Ordinal);
        Assert.DoesNotContain("bell-place", await (await SignedInAsync(StaffRole.Auditor)).ReadAsync("/auth/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_without_the_rest_stops_the_start_with_every_reason()
    {
        await using var portal = _host.WithWebHostBuilder(web => web.UseSetting("Mail:Host", "127.0.0.1"));

        var stopped = Assert.ThrowsAny<Exception>(() => portal.Services);

        Assert.Contains("Mail:From", stopped.ToString(), StringComparison.Ordinal);
        Assert.Contains("Mail:PortalAddress", stopped.ToString(), StringComparison.Ordinal);
    }

    private async Task<StaffBrowser> SignedInAsync(StaffRole role)
    {
        var browser = new StaffBrowser(_host.Browser());
        using var answer = await browser.SignInAsync((await _host.Town.HireAsync(role)).UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    private static Task<Finding> MailAsync(IServiceProvider services) => services.GetRequiredService<MailCheck>().LookAsync(Token);

    /// <summary>Fires what the schedule fires on the hour, and looks again until it is done.</summary>
    private static async Task<JobRow> RunOnTheHourAsync(IServiceProvider services, int runs)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        var planned = await scheduler.GetTrigger(new TriggerKey(DigestJob.Hourly), Token);
        Assert.NotNull(planned);

        // Nothing else may run it meanwhile, as what runs every five minutes would.
        foreach (var other in (await scheduler.GetTriggersOfJob(DigestJob.Key, Token)).Where(t => !t.Key.Equals(planned.Key)))
        {
            await scheduler.UnscheduleJob(other.Key, Token);
        }

        await scheduler.RescheduleJob(planned.Key, TriggerBuilder.Create().WithIdentity(DigestJob.Hourly).ForJob(DigestJob.Key).StartNow().Build(), Token);
        return await Eventually.ReachesAsync(
            async () => (await services.GetRequiredService<JobOverview>().ReadAsync(Token)).Single(r => r.Name == DigestJob.Key.Name), row => row.Runs >= runs);
    }
}

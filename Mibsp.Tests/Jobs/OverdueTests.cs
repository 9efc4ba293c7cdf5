using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Jobs;
using Mibsp.Web.Observing.Parts;
using Quartz;
using Quartz.Extensibility;

namespace Mibsp.Tests.Jobs;

/// <summary>A job that does not run as it should is named by /health/ready, which stays what it is: complaints come in.</summary>
public sealed class OverdueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_should_have_run_and_has_not_is_named_and_the_portal_stays_ready()
    {
        var clock = new ShiftedClock();
        await using var host = new WebHost();
        await using var shifted = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton(provider
            => new JobOverview(provider.GetRequiredService<ISchedulerFactory>(), provider.GetRequiredService<IExecutionHistoryStore>(), clock))
            .AddSingleton(provider => new JobsCheck(provider.GetRequiredService<JobOverview>(), new LeapingClock()))));
        Assert.Null(await ReadyAsync(shifted));

        clock.Advance(TimeSpan.FromMinutes(75));

        // Those of each morning may be among them, when this runs shortly before.
        var late = await ReadyAsync(shifted);
        Assert.StartsWith("Overdue release, Overdue escalation, ", late, StringComparison.Ordinal);
        Assert.Contains("Overdue digest", late, StringComparison.Ordinal);
        Assert.Contains("Overdue staged-evidence-sweep", late, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(string.Join(", ", JobPlan.All.Select(plan => $"Overdue {plan.Key.Name}")), await ReadyAsync(shifted));
    }

    [Fact]
    public async Task One_that_fails_three_times_in_a_row_is_failing()
    {
        await using var host = new WebHost();
        var store = host.Services.GetRequiredService<IExecutionHistoryStore>();
        var overview = host.Services.GetRequiredService<JobOverview>();
        await Eventually.HoldsAsync(async () => await RowAsync(overview) is { Runs: > 0 });

        for (var i = 1; i <= JobOverview.FailuresInARow; i++)
        {
            Assert.NotEqual(JobTrouble.Failing, (await RowAsync(overview)).Trouble);
            await store.AddExecution(Failure(i), Token);
        }

        Assert.Equal(JobTrouble.Failing, (await RowAsync(overview)).Trouble);
        Assert.Equal([1, "Failing sign-in-sweep"], (await host.Services.GetRequiredService<JobsCheck>().LookAsync(Token)).Values);
    }

    private static ExecutionHistoryEntry Failure(int minutes)
        => new("portal", "node", SignInSweepJob.Key.Group, SignInSweepJob.Key.Name, "group", "trigger", TimeProvider.System.GetUtcNow().AddMinutes(minutes), TimeSpan.FromSeconds(1), false, null);

    private static async Task<JobRow> RowAsync(JobOverview overview) => (await overview.ReadAsync(Token)).Single(row => row.Name == SignInSweepJob.Key.Name);

    private static async Task<string?> ReadyAsync(WebApplicationFactory<Program> host)
    {
        using var browser = host.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        using var answer = await browser.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("healthy", json.RootElement.GetProperty("status").GetString());
        return json.RootElement.TryGetProperty("jobs", out var jobs) ? jobs.GetString() : null;
    }
}

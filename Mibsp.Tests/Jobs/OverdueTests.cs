using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.SignIn;
using Mibsp.Web.Jobs;
using Quartz;
using Quartz.Extensibility;

namespace Mibsp.Tests.Jobs;

/// <summary>A job that does not run as it should is named by the page and by health, which stays what it is: complaints come in.</summary>
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
            .AddSingleton(provider => new JobProbe(provider.GetRequiredService<JobOverview>(), new LeapingClock()))));
        Assert.Null(await JobsAsync(shifted));

        clock.Advance(TimeSpan.FromMinutes(75));

        // Those of each morning may be among them, when this runs shortly before.
        var late = await JobsAsync(shifted);
        Assert.StartsWith("overdue: release, escalation", late, StringComparison.Ordinal);
        Assert.Contains("digest", late, StringComparison.Ordinal);
        Assert.Contains("staged-evidence-sweep", late, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal($"overdue: {string.Join(", ", JobPlan.All.Select(plan => plan.Key.Name))}", await JobsAsync(shifted));
    }

    [Fact]
    public async Task One_that_fails_three_times_in_a_row_is_failing()
    {
        await using var host = new WebHost();
        var store = host.Services.GetRequiredService<IExecutionHistoryStore>();
        var overview = host.Services.GetRequiredService<JobOverview>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await RowAsync(overview) is { Runs: 0 })
        {
            await Task.Delay(20, limit.Token);
        }

        for (var i = 1; i <= JobOverview.FailuresInARow; i++)
        {
            Assert.NotEqual(JobTrouble.Failing, (await RowAsync(overview)).Trouble);
            await store.AddExecution(Failure(i), Token);
        }

        Assert.Equal(JobTrouble.Failing, (await RowAsync(overview)).Trouble);
        Assert.Equal("failing: sign-in-sweep", await host.Services.GetRequiredService<JobProbe>().FindTroubleAsync(Token));
    }

    private static ExecutionHistoryEntry Failure(int minutes)
        => new("portal", "node", SignInSweepJob.Key.Group, SignInSweepJob.Key.Name, "group", "trigger", TimeProvider.System.GetUtcNow().AddMinutes(minutes), TimeSpan.FromSeconds(1), false, null);

    private static async Task<JobRow> RowAsync(JobOverview overview) => (await overview.ReadAsync(Token)).Single(row => row.Name == SignInSweepJob.Key.Name);

    private static async Task<string?> JobsAsync(WebApplicationFactory<Program> host)
    {
        using var browser = host.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        using var answer = await browser.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("healthy", json.RootElement.GetProperty("status").GetString());
        return json.RootElement.TryGetProperty("parts", out var parts) && parts.TryGetProperty("jobs", out var jobs) ? jobs.GetString() : null;
    }

    /// <summary>Each look at it is a minute after the one before, so that nothing that was asked is still good.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * TimestampFrequency * 60;
    }
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Composition;
using Mibsp.Web.Jobs;
using Quartz;

namespace Mibsp.Tests.Jobs;

/// <summary>A job can be run and held back for hours, and comes back by itself: in memory, and for all nodes where the schedule is shared.</summary>
public sealed class JobKeepingTests
{
    private static readonly string _ladder = EscalationJob.Key.Name;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("escalation")]
    [InlineData("release")]
    public async Task In_memory_it_is_paused_runs_when_asked_and_goes_on(string name)
    {
        await using var host = new WebHost();
        await ((IAsyncLifetime)host).InitializeAsync();
        await PauseRunResumeAsync(host.Services, [host.Services], name, host.Town.Administrator);
        var acts = (await host.Town.Get<AuditQueries>().ListAsync(new AuditFilter { UserName = null, By = Party.Staff }, null, host.Town.Administrator, Token)).Rows;
        Assert.Equal([AuditAct.JobResumed, AuditAct.JobRun, AuditAct.JobPaused], acts.Select(row => row.Act!.Value).Take(3));
        Assert.Contains(new AuditFact("job", name), acts[2].Facts!);
        Assert.Contains(new AuditFact("hours", $"{JobPlan.Of(name)!.PausedAtMost.TotalHours}"), acts[2].Facts!);
    }

    [Fact]
    public async Task On_a_shared_schedule_it_is_so_for_all_nodes()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        using var database = new TestDatabase(DatabaseProvider.PostgreSql);
        await using var left = new Node(database);
        await using var right = new Node(database);
        var town = await new Town(left.Services).FoundAsync();
        Assert.NotNull(right.Services);

        await PauseRunResumeAsync(left.Services, [left.Services, right.Services], _ladder, town.Administrator);
    }

    [Fact]
    public async Task On_a_shared_schedule_a_pause_outlives_the_start_of_a_node_and_that_of_all()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        using var database = new TestDatabase(DatabaseProvider.PostgreSql);
        DateTime? until;
        await using (var left = new Node(database))
        {
            var town = await new Town(left.Services).FoundAsync();
            await Eventually.HoldsAsync(async () => (await RowAsync(left.Services, _ladder)).Runs > 0);
            Town.Done(await left.Services.GetRequiredService<JobKeeping>().PauseAsync(_ladder, town.Administrator, Token));
            until = (await RowAsync(left.Services, _ladder)).PausedUntilUtc;
            await using var right = new Node(database);
            await RunOnceAsync(right);
            Assert.Equal((true, until), (await RowAsync(left.Services, _ladder) is var row && row.IsPaused, row.PausedUntilUtc));
        }

        await using var next = new Node(database);
        await RunOnceAsync(next);
        Assert.Equal((true, until), (await RowAsync(next.Services, _ladder) is var after && after.IsPaused, after.PausedUntilUtc));
        Town.Done(await next.Services.GetRequiredService<JobKeeping>().ResumeAsync(_ladder, new Actor(Identifiers.Random(), StaffRole.Administrator, null), Token));
        await Eventually.HoldsAsync(async () => await RowAsync(next.Services, _ladder) is { IsPaused: false, NextRunUtc: not null, Trouble: null });

        // A start runs it once, pause or not.
        static Task RunOnceAsync(Node node) => Eventually.HoldsAsync(async () => await RowAsync(node.Services, _ladder) is { Runs: > 0 });
    }

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    [InlineData(StaffRole.Auditor)]
    public async Task Nobody_but_administrators_may(StaffRole role)
    {
        using var portal = new TestPortal();
        await using var services = Standing(portal);
        var (keeping, actor) = (services.GetRequiredService<JobKeeping>(), new Actor(Identifiers.Random(), role, null));

        Assert.Equal(Refusal.NotFound, (await keeping.RunAsync(_ladder, actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await keeping.PauseAsync(_ladder, actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await keeping.ResumeAsync(_ladder, actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await keeping.PauseAsync("no-such-job", actor with { Role = StaffRole.Administrator }, Token)).Refusal);
        await using var db = await portal.Town.ContextAsync();
        Assert.Empty(db.AuditEntries);
    }

    [Fact]
    public async Task A_pause_ends_by_itself_on_a_full_hour_and_the_job_runs_at_once()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        await using var services = Standing(portal);
        portal.Clock.Advance(TimeSpan.FromMinutes(17));
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        var keeping = services.GetRequiredService<JobKeeping>();
        Town.Done(await keeping.PauseAsync(_ladder, portal.Town.Administrator, Token));

        var paused = await RowAsync(services, _ladder);
        Assert.Equal(new DateTime(2026, 7, 15, 14, 0, 0, DateTimeKind.Utc), paused.PausedUntilUtc);
        Assert.Equal((true, (DateTime?)null, (JobTrouble?)null), (paused.IsPaused, paused.NextRunUtc, paused.Trouble));

        // It is not lengthened, and its end asks nobody.
        Assert.Equal(Refusal.ChangedByOthers, (await keeping.PauseAsync(_ladder, portal.Town.Administrator, Token)).Refusal);
        var end = (await scheduler.GetTrigger(JobKeeping.EndKey(_ladder), Token))!;
        Assert.Equal(ResumeJob.Key, end.JobKey);
        portal.Clock.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(53) + JobOverview.Grace);
        Assert.Equal(JobTrouble.PausedTooLong, (await RowAsync(services, _ladder)).Trouble);
        var before = (await scheduler.GetTriggersOfJob(EscalationJob.Key, Token)).Count;
        await keeping.EndPauseAsync(_ladder, Token);

        Assert.False((await RowAsync(services, _ladder)).IsPaused);
        Assert.Null(await scheduler.GetTrigger(JobKeeping.EndKey(_ladder), Token));
        Assert.Equal(before + 1, (await scheduler.GetTriggersOfJob(EscalationJob.Key, Token)).Count);
        var resumed = (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(), null, portal.Town.Administrator, Token)).Rows[0];
        Assert.Equal((AuditAct.JobResumed, Party.System), (resumed.Act, resumed.By));
    }

    [Fact]
    public async Task The_end_of_a_pause_comes_by_the_schedule()
    {
        await using var host = new WebHost();
        await ((IAsyncLifetime)host).InitializeAsync();
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        await Eventually.HoldsAsync(async () => (await RowAsync(host.Services, _ladder)).Runs > 0);
        Town.Done(await host.Services.GetRequiredService<JobKeeping>().PauseAsync(_ladder, host.Town.Administrator, Token));
        var runs = (await RowAsync(host.Services, _ladder)).Runs;

        // As if the hour had come.
        var key = JobKeeping.EndKey(_ladder);
        var end = (await scheduler.GetTrigger(key, Token))!;
        await scheduler.RescheduleJob(key, end.GetTriggerBuilder().StartNow().Build(), Token);

        await Eventually.HoldsAsync(async () => await RowAsync(host.Services, _ladder) is { IsPaused: false } row && row.Runs > runs);
        await Eventually.HoldsAsync(async () => await scheduler.GetTrigger(key, Token) is null);
    }

    [Fact]
    public async Task No_job_can_be_paused_for_more_than_a_day_and_no_deadline_for_more_than_four_hours()
    {
        using var portal = new TestPortal();
        await using var services = Standing(portal);
        var all = new List<string>();
        foreach (var scheduler in new[] { await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token), await services.GetRequiredService<ISchedulerFactory>().GetRequiredScheduler(Mibsp.Web.Composition.Jobs.NodeSchedule, Token) })
        {
            all.AddRange((await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), Token)).Where(key => !key.Equals(ResumeJob.Key)).Select(key => key.Name));
        }

        Assert.Equal(all.Order(StringComparer.Ordinal), JobPlan.All.Select(plan => plan.Key.Name).Order(StringComparer.Ordinal));
        Assert.All(JobPlan.All, plan => Assert.InRange(plan.PausedAtMost, TimeSpan.FromHours(1), TimeSpan.FromHours(24)));
        foreach (var key in new[] { EscalationJob.Key, SilentClosingJob.Key, ReleaseJob.Key })
        {
            Assert.InRange(JobPlan.Of(key.Name)!.PausedAtMost, TimeSpan.FromHours(1), TimeSpan.FromHours(4));
        }
    }

    [Fact]
    public async Task How_much_a_job_did_is_not_shown_where_it_is_about_complaints()
    {
        await using var host = new WebHost();
        await ((IAsyncLifetime)host).InitializeAsync();
        await Eventually.HoldsAsync(async () => (await host.Services.GetRequiredService<JobOverview>().ReadAsync(Token)).All(row => row.Runs > 0 || row.Name == DigestJob.Key.Name));

        Assert.Equal([SignInSweepJob.Key.Name], (await host.Services.GetRequiredService<JobOverview>().ReadAsync(Token)).Where(row => row.Did is not null).Select(row => row.Name));
    }

    private static async Task PauseRunResumeAsync(IServiceProvider services, IServiceProvider[] nodes, string name, Actor actor)
    {
        var keeping = services.GetRequiredService<JobKeeping>();
        await Eventually.HoldsAsync(async () => await RunsAsync(nodes, name) > 0);
        Town.Done(await keeping.PauseAsync(name, actor, Token));
        foreach (var node in nodes)
        {
            Assert.True(await RowAsync(node, name) is { IsPaused: true, PausedUntilUtc: not null, Trouble: null });
        }

        var runs = await RunsAsync(nodes, name);
        Town.Done(await keeping.RunAsync(name, actor, Token));
        await Eventually.HoldsAsync(async () => await RunsAsync(nodes, name) > runs);
        Assert.True((await RowAsync(nodes[^1], name)).IsPaused);

        // Let go by another node than the one it was paused on. It runs at once.
        runs = await RunsAsync(nodes, name);
        Town.Done(await nodes[^1].GetRequiredService<JobKeeping>().ResumeAsync(name, actor, Token));
        await Eventually.HoldsAsync(async () => await RunsAsync(nodes, name) > runs);
        foreach (var node in nodes)
        {
            await Eventually.HoldsAsync(async () => await RowAsync(node, name) is { IsPaused: false, NextRunUtc: not null, Trouble: null, IsRunning: false });
        }
    }

    private static async Task<int> RunsAsync(IServiceProvider[] nodes, string name)
    {
        var runs = 0;
        foreach (var node in nodes)
        {
            runs += (await RowAsync(node, name)).Runs;
        }

        return runs;
    }

    private static async Task<JobRow> RowAsync(IServiceProvider services, string name)
        => (await services.GetRequiredService<JobOverview>().ReadAsync(Token)).Single(row => row.Name == name);

    /// <summary>Schedules that stand still, by the portal's clock.</summary>
    private static ServiceProvider Standing(TestPortal portal)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        portal.ShareWith(services);
        services.AddSchedules();
        return services.BuildServiceProvider();
    }

    private sealed class Node(TestDatabase database) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("Storage:Folder", database.Folder);
            builder.UseSetting("Database:Provider", $"{database.Provider}");
            builder.UseSetting("Database:MigrateAtStart", "True");
            builder.UseSetting("ConnectionStrings:Mibsp", database.ConnectionString);
        }
    }
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Commands;
using Mibsp.Web.Composition;
using Mibsp.Web.Jobs;
using Npgsql;
using Quartz;

namespace Mibsp.Tests.Jobs;

/// <summary>Two nodes of the portal on one PostgreSQL: one schedule, and each firing runs once.</summary>
public sealed class SharedScheduleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_see_one_schedule_and_each_firing_runs_once()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        using var database = new TestDatabase(DatabaseProvider.PostgreSql);

        // As an operator does: the tables by the script, under an account that may; the portal itself makes none.
        await ExecuteAsync(database, await PrintedAsync());
        await ExecuteAsync(database, await PrintedAsync());
        await using var left = new Node(database);
        await using var right = new Node(database);
        var (here, there) = (await left.SchedulerAsync(), await right.SchedulerAsync());
        Assert.NotEqual(here.SchedulerInstanceId, there.SchedulerInstanceId);
        Assert.True((await here.GetMetadata(Token)).JobStoreClustered && (await there.GetMetadata(Token)).JobStoreClustered);

        // At its start each node has the daily jobs run; once for both of them where the one comes before the other's run has begun.
        var atStart = new TriggerKey($"{SilentClosingJob.Key.Name}-at-start");
        await Eventually.HoldsAsync(async () => await left.RunsAsync() + await right.RunsAsync() >= 1 && await here.GetTrigger(atStart, Token) is null);
        var before = await left.RunsAsync() + await right.RunsAsync();
        for (var i = 1; i <= 10; i++)
        {
            await (i % 2 == 0 ? here : there).TriggerJob(SilentClosingJob.Key, cancellationToken: Token);
            await Eventually.HoldsAsync(async () => await left.RunsAsync() + await right.RunsAsync() >= before + i);
        }

        Assert.Equal(before + 10, await left.RunsAsync() + await right.RunsAsync());
        Assert.Equal(await DailyAsync(here), await DailyAsync(there));
        foreach (var node in new[] { left, right })
        {
            var rows = await node.Services.GetRequiredService<JobOverview>().ReadAsync(Token);
            Assert.All(rows, row => Assert.NotNull(row.NextRunUtc));
            Assert.Contains(rows, row => row.Name == ReleaseJob.Key.Name && row.LastRunUtc is not null);
        }
    }

    [Fact]
    public async Task Without_its_tables_the_portal_says_so_instead_of_starting_and_where_it_may_it_makes_them()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        using var database = new TestDatabase(DatabaseProvider.PostgreSql);
        await using (var refused = new Node(database))
        {
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => refused.SchedulerAsync());
            Assert.Contains(ScheduleSchema.TablePrefix, fault.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        await using var node = new Node(database, maySetUp: true);
        Assert.NotEmpty(await DailyAsync(await node.SchedulerAsync()));
    }

    [Theory]
    [InlineData("PostgreSql", "CREATE TABLE IF NOT EXISTS MIBSP_JOB_TRIGGERS")]
    [InlineData("SqlServer", "CREATE TABLE MIBSP_JOB_TRIGGERS")]
    public async Task The_script_makes_the_tables_under_their_prefix(string provider, string expected)
    {
        var script = await PrintedAsync(provider);

        Assert.Contains(expected, script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{", script, StringComparison.Ordinal);
        Assert.DoesNotContain("QRTZ_", script.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)).Aggregate("", (a, b) => a + b), StringComparison.Ordinal);
    }

    private static async Task<string> PrintedAsync(string provider = "PostgreSql")
    {
        using var output = new StringWriter();
        Assert.Equal(0, await ScheduleCommand.RunAsync(["schedule-schema", provider], output));
        return output.ToString();
    }

    private static async Task ExecuteAsync(TestDatabase database, string script)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<string[]> DailyAsync(IScheduler scheduler)
    {
        var triggers = new List<string>();
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), Token))
        {
            if (key.Name.EndsWith("-daily", StringComparison.Ordinal))
            {
                triggers.Add($"{key.Name} {(await scheduler.GetTrigger(key, Token))!.NextFireTimeUtc:O}");
            }
        }

        Assert.NotEmpty(triggers);
        return [.. triggers.Order(StringComparer.Ordinal)];
    }

    private sealed class Node(TestDatabase database, bool maySetUp = false) : WebApplicationFactory<Program>
    {
        public async Task<IScheduler> SchedulerAsync() => await Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);

        /// <summary>How often this node ran the closing of silent complaints.</summary>
        public async Task<int> RunsAsync()
            => (await Services.GetRequiredService<JobOverview>().ReadAsync(Token)).Single(row => row.Name == SilentClosingJob.Key.Name).Runs;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("Storage:Folder", database.Folder);
            builder.UseSetting("Database:Provider", $"{database.Provider}");
            builder.UseSetting("Database:MigrateAtStart", $"{maySetUp}");
            builder.UseSetting("ConnectionStrings:Mibsp", database.ConnectionString);
        }
    }
}

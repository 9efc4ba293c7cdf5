using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Complaints;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Jobs;
using Mibsp.Web.Options;
using Quartz;

namespace Mibsp.Tests.Jobs;

/// <summary>Over the real host: the schedule starts with it, and jobs are made by its container.</summary>
public sealed class JobsTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_closes_a_complaint_once_however_often_the_job_runs()
    {
        var officer = await host.Town.HireAsync();
        var filed = await host.Town.FileAndTakeAsync(officer);
        await host.Town.ProposeAsync(filed, officer);
        await using var db = await host.Town.ContextAsync();
        await db.Complaints.Where(c => c.Id == filed.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.ProposedOn, c => c.ProposedOn!.Value.AddDays(-40)), Token);

        await RunAsync(SilentClosingJob.Key);
        await RunAsync(SilentClosingJob.Key);

        var closed = await db.Complaints.AsNoTracking().SingleAsync(c => c.Id == filed.Id, Token);
        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.NoAnswer), (closed.Status, closed.Outcome));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ClosedForSilence, Token));
    }

    [Fact]
    public async Task A_complaint_whose_time_is_over_is_erased_once_however_often_the_job_runs()
    {
        var officer = await host.Town.HireAsync();
        var filed = await host.Town.FileAndTakeAsync(officer);
        await host.Town.ProposeAsync(filed, officer);
        await using var db = await host.Town.ContextAsync();
        await db.Complaints.Where(c => c.Id == filed.Id).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Status, ComplaintStatus.Closed).SetProperty(c => c.ClosedOn, c => c.FiledOn.AddDays(-180)), Token);

        await RunAsync(RetentionJob.Key);
        await RunAsync(RetentionJob.Key);

        Assert.NotNull((await db.Complaints.AsNoTracking().SingleAsync(c => c.Id == filed.Id, Token)).ErasedOn);
        Assert.False(await db.ComplaintKeys.AnyAsync(k => k.ComplaintId == filed.Id, Token));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ComplaintErased, Token));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(3650, true)]
    [InlineData(3651, false)]
    public void Retention_is_neither_hasty_nor_endless(int days, bool taken)
        => Assert.Equal(taken, new MunicipalityOptionsValidator().Validate(null, new MunicipalityOptions { RetentionDays = days }).Succeeded);

    [Fact]
    public async Task Each_job_runs_at_start_and_is_planned_again()
    {
        var first = await RowAsync(StagedEvidenceSweepJob.Key, row => row.Runs > 0);
        var second = await RowAsync(SilentClosingJob.Key, row => row.Runs > 0);

        Assert.All([first, second], row =>
        {
            Assert.Equal(JobRunResult.Succeeded, row.Result);
            Assert.NotNull(row.NextRunUtc);
            Assert.Equal(0, row.Failures);
        });

        // Half past five in the morning in India.
        Assert.Equal(new TimeSpan(0, 0, 0), second.NextRunUtc!.Value.TimeOfDay);
    }

    private async Task RunAsync(JobKey job)
    {
        var before = await RowAsync(job, row => row.Runs > 0);
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        await scheduler.TriggerJob(job, cancellationToken: Token);
        var after = await RowAsync(job, row => row.Runs > before.Runs);
        Assert.Equal(JobRunResult.Succeeded, after.Result);
    }

    private Task<JobRow> RowAsync(JobKey job, Func<JobRow, bool> reached) => Eventually.ReachesAsync(
        async () => (await host.Services.GetRequiredService<JobOverview>().ReadAsync(Token)).Single(r => r.Name == job.Name), reached);
}

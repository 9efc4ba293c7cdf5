using Mibsp.Domain.Common;
using Mibsp.Web.Jobs;
using Quartz;

namespace Mibsp.Web.Composition;

/// <summary>What the portal does by itself, and when. The schedule lives in memory while one process runs.</summary>
internal static class Jobs
{
    /// <summary>Daily at half past five: after the night's clock changes, before anybody is at work.</summary>
    private const string EarlyMorning = "0 30 5 * * ?";
    private const string HourlyAtFive = "0 5 * * * ?";

    private const string OnTheHour = "0 0 * * * ?";

    /// <summary>Every five minutes between the hours.</summary>
    private const string BetweenTheHours = "0 5/5 * * * ?";

    private static readonly TimeSpan _hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan _often = TimeSpan.FromSeconds(15);

    public static void AddMibspJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.AddJob<SilentClosingJob>(job => job.WithIdentity(SilentClosingJob.Key));
            quartz.AddTrigger<SilentClosingJob>((provider, trigger) => trigger
                .WithIdentity("silent-closing-daily").ForJob(SilentClosingJob.Key)
                .WithCronSchedule(EarlyMorning, cron => cron
                    .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));

            // After a time off, what fell due meanwhile is closed at once and not only tomorrow.
            quartz.AddTrigger<SilentClosingJob>(trigger => trigger
                .WithIdentity("silent-closing-at-start").ForJob(SilentClosingJob.Key).StartNow()
                .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));

            // Shortly after each hour has begun: the first run of a day comes minutes after midnight, on days with a clock change, too.
            quartz.AddJob<EscalationJob>(job => job.WithIdentity(EscalationJob.Key));
            quartz.AddTrigger<EscalationJob>((provider, trigger) => trigger
                .WithIdentity("escalation-hourly").ForJob(EscalationJob.Key)
                .WithCronSchedule(HourlyAtFive, cron => cron
                    .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            quartz.AddTrigger<EscalationJob>(trigger => trigger
                .WithIdentity("escalation-at-start").ForJob(EscalationJob.Key).StartNow()
                .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));

            quartz.ScheduleJob<ReleaseJob>(
                trigger => trigger.WithIdentity("release-often").StartNow()
                    .WithSimpleSchedule(often => often.WithInterval(_often).RepeatForever()
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)),
                job => job.WithIdentity(ReleaseJob.Key));

            quartz.AddJob<RetentionJob>(job => job.WithIdentity(RetentionJob.Key));
            quartz.AddTrigger<RetentionJob>((provider, trigger) => trigger
                .WithIdentity("retention-daily").ForJob(RetentionJob.Key)
                .WithCronSchedule(EarlyMorning, cron => cron
                    .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            quartz.AddTrigger<RetentionJob>(trigger => trigger
                .WithIdentity("retention-at-start").ForJob(RetentionJob.Key).StartNow()
                .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));

            quartz.ScheduleJob<StagedEvidenceSweepJob>(
                trigger => trigger.WithIdentity("staged-evidence-sweep-hourly").StartNow()
                    .WithSimpleSchedule(hourly => hourly.WithInterval(_hourly).RepeatForever()
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)),
                job => job.WithIdentity(StagedEvidenceSweepJob.Key));
            AddDigests(quartz);
        });
        builder.Services.AddQuartzExecutionHistory();
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<JobOverview>();
    }
    private static void AddDigests(IQuartzBuilder quartz)
    {
        quartz.AddJob<DigestJob>(job => job.WithIdentity(DigestJob.Key));

        // An hour that was missed is made up for at once: whoever had an e-mail in it already gets no second one.
        quartz.AddTrigger<DigestJob>((provider, trigger) => trigger
            .WithIdentity(DigestJob.Hourly).ForJob(DigestJob.Key)
            .WithCronSchedule(OnTheHour, cron => cron
                .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));

        // Tries again what failed on the hour. A try that was missed is not missed: the next one is near.
        quartz.AddTrigger<DigestJob>((provider, trigger) => trigger
            .WithIdentity("digest-again").ForJob(DigestJob.Key)
            .WithCronSchedule(BetweenTheHours, cron => cron
                .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
    }
}

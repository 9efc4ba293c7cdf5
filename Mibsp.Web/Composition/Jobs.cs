using Microsoft.Data.SqlClient;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Jobs;
using Npgsql;
using Quartz;

namespace Mibsp.Web.Composition;

/// <summary>
/// What the portal does by itself, and when. There are two schedules. The town's is shared: on PostgreSQL and SQL Server it lies in the
/// database, and each firing runs on one node. The node's own lives in memory: for what each node must do for itself.
/// </summary>
internal static class Jobs
{
    /// <summary>The scheduler of what each node does for itself.</summary>
    public const string NodeSchedule = "node";

    /// <summary>The scheduler of what the town's portal does once, on whichever node. Stands in the database: never renamed.</summary>
    public const string SharedSchedule = "portal";

    /// <summary>Daily at half past five: after the night's clock changes, before anybody is at work.</summary>
    private const string EarlyMorning = "0 30 5 * * ?";

    /// <summary>When hardly anybody is at work, because it reads all complaints.</summary>
    private const string AtNight = "0 40 3 * * ?";
    private const string HourlyAtFive = "0 5 * * * ?";

    /// <summary>After the ladder, so that what it brings is in it.</summary>
    private const string OnTheHour = "0 10 * * * ?";

    /// <summary>Every five minutes between the hours.</summary>
    private const string BetweenTheHours = "0 5/5 * * * ?";

    private static readonly TimeSpan _hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan _often = TimeSpan.FromSeconds(15);

    public static void AddMibspJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSchedules(quartz => Keep(quartz, Database.Connection(builder), Database.MaySetUp(builder)));
        builder.Services.AddQuartzHostedService(options =>
        {
            options.WaitForJobsToComplete = true;

            // After a restart all come back at once; what was due meanwhile can wait until the first of them have been answered. Of several nodes the others answer.
            options.StartDelay = Database.Connection(builder).Provider is DatabaseProvider.Sqlite ? TimeSpan.FromSeconds(1) : null;
        });
    }

    /// <summary>Both schedules, not started, and what handles them. Without <paramref name="keep"/> both lie in memory.</summary>
    internal static void AddSchedules(this IServiceCollection services, Action<IQuartzBuilder>? keep = null)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = SharedSchedule);
            keep?.Invoke(quartz);
            AddShared(quartz);
            AddHandling(quartz);
        });

        // A schedule that was stored goes on where it stood: what fell due while all nodes were away is a misfire, and not forgotten.
        services.Configure<QuartzOptions>(options => options.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddQuartz(NodeSchedule, quartz =>
        {
            AddOwn(quartz);
            AddHandling(quartz);
        });
        services.AddQuartzExecutionHistory();
        services.AddSingleton<JobOverview>().AddSingleton<JobKeeping>();
    }

    /// <summary>Pages are told of runs, and pauses end by themselves.</summary>
    private static void AddHandling(IQuartzBuilder quartz)
    {
        quartz.AddJobListener<JobTeller>();
        quartz.AddJob<ResumeJob>(job => job.WithIdentity(ResumeJob.Key).StoreDurably());
    }

    /// <summary>SQLite has one process and keeps no schedule. The servers' is clustered; each node names itself.</summary>
    private static void Keep(IQuartzBuilder quartz, DatabaseConnection database, bool maySetUp)
    {
        if (database.Provider is DatabaseProvider.Sqlite)
        {
            return;
        }

        quartz.UsePersistentStore(store =>
        {
            _ = database.Provider is DatabaseProvider.PostgreSql
                ? store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString)
                : store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
            store.ConfigureStore(options =>
            {
                options.TablePrefix = ScheduleSchema.TablePrefix;
                options.StoreJobDataAsStrings = true;
            });
            store.UseClustering();
            if (maySetUp)
            {
                store.ProvisionSchema();
            }
        });
    }

    private static void AddShared(IQuartzBuilder quartz)
    {
        AddDaily<SilentClosingJob>(quartz, SilentClosingJob.Key);
        AddDaily<RetentionJob>(quartz, RetentionJob.Key);
        AddDaily<SignInSweepJob>(quartz, SignInSweepJob.Key);
        AddDaily<FigureRecountJob>(quartz, FigureRecountJob.Key, AtNight);
        AddLadder(quartz);
        AddDigests(quartz);
    }

    /// <summary>Shortly after each hour has begun: the first run of a day comes minutes after midnight, on days with a clock change, too.</summary>
    private static void AddLadder(IQuartzBuilder quartz)
    {
        quartz.AddJob<EscalationJob>(job => job.WithIdentity(EscalationJob.Key).RequestRecovery());
        quartz.AddTrigger<EscalationJob>((provider, trigger) => trigger
            .WithIdentity("escalation-hourly").ForJob(EscalationJob.Key)
            .WithCronSchedule(HourlyAtFive, cron => cron
                .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        quartz.AddTrigger<EscalationJob>(trigger => trigger
            .WithIdentity("escalation-at-start").ForJob(EscalationJob.Key).StartNow()
            .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));
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

    /// <summary>Each day, in the early morning, and at the start of a node: what fell due in a time off is done at once and not only tomorrow.</summary>
    private static void AddDaily<TJob>(IQuartzBuilder quartz, JobKey key, string when = EarlyMorning)
        where TJob : class, IJob
    {
        // What a node was at when it died is taken up by another at once.
        quartz.AddJob<TJob>(job => job.WithIdentity(key).RequestRecovery());
        quartz.AddTrigger<TJob>((provider, trigger) => trigger
            .WithIdentity($"{key.Name}-daily").ForJob(key)
            .WithCronSchedule(when, cron => cron
                .InTimeZone(provider.GetRequiredService<MunicipalTime>().Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        quartz.AddTrigger<TJob>(trigger => trigger
            .WithIdentity($"{key.Name}-at-start").ForJob(key).StartNow()
            .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));
    }

    /// <summary>
    /// When a held complaint is due is known to the memory of each node only (a time in the database would tell when it was filed), and
    /// staged files lie in each node's folder. So each node runs these; that another node was faster does no harm.
    /// </summary>
    private static void AddOwn(IQuartzBuilder quartz)
    {
        quartz.ScheduleJob<ReleaseJob>(
            trigger => trigger.WithIdentity("release-often").StartNow()
                .WithSimpleSchedule(often => often.WithInterval(_often).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)),
            job => job.WithIdentity(ReleaseJob.Key));
        quartz.ScheduleJob<StagedEvidenceSweepJob>(
            trigger => trigger.WithIdentity("staged-evidence-sweep-hourly").StartNow()
                .WithSimpleSchedule(hourly => hourly.WithInterval(_hourly).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)),
            job => job.WithIdentity(StagedEvidenceSweepJob.Key));
    }
}

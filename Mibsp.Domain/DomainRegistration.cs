using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.Export;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Departments.Import;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Metrics;
using Mibsp.Domain.Moving;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using Mibsp.Domain.Seeding;
using Mibsp.Domain.Templates;
using Mibsp.Domain.Tracking;
using Mibsp.Domain.Views;

namespace Mibsp.Domain;

public static class DomainRegistration
{
    /// <summary>
    /// Registers what the municipality does. The host brings what depends on where it runs: the database
    /// (<see cref="Persistence.PersistenceRegistration"/>), <see cref="Cryptography.TrackingKey"/>, <see cref="SignInKey"/>, <see cref="Cryptography.KeyRing"/>,
    /// <see cref="ReleaseDelay"/>, the evidence store, <see cref="IComplaintEvents"/>, <see cref="INoticeEvents"/> and
    /// <see cref="IDigestMail"/>.
    /// </summary>
    public static IServiceCollection AddMibspDomain(this IServiceCollection services, TimeZoneInfo zone)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPasswordHasher<StaffUser>, PasswordHasher<StaffUser>>();
        services.TryAddSingleton(BurstLimits.Usual);
        services.TryAddSingleton(ClockRules.Usual);
        services.TryAddSingleton(SessionLimits.Usual);
        services.TryAddSingleton(TownPeriods.Usual);
        services.AddSingleton<RulesReading>();
        services.AddSingleton<BurstWatch>();
        services.AddSingleton(provider => new MunicipalTime(provider.GetRequiredService<TimeProvider>(), zone));

        // None of these keeps anything between two calls; each call opens a context of its own.
        return services
            .AddSingleton<Ledger>().AddSingleton<AuditVerification>().AddSingleton<RecordChecking>().AddSingleton<AuditQueries>().AddSingleton<JobActs>().AddSingleton<RecordExport>().AddSingleton<RecordTailQueries>()
            .AddSingleton<ComplaintReception>().AddSingleton<FilingTogether>().AddSingleton<TownReading>().AddSingleton<ComplaintFiling>().AddSingleton<ReleaseSchedule>().AddSingleton<ComplaintReleasing>()
            .AddSingleton<CaseChanging>()
            .AddSingleton(provider => new ComplaintHandling(provider.GetRequiredService<CaseChanging>()))
            .AddSingleton(provider => new ClosingTogether(provider.GetRequiredService<CaseChanging>()))
            .AddSingleton(provider => new ComplaintRouting(provider.GetRequiredService<CaseChanging>(), provider.GetRequiredService<RulesReading>()))
            .AddSingleton(provider => new ComplaintAssigning(provider.GetRequiredService<IDbContextFactory<MibspDbContext>>(), provider.GetRequiredService<CaseChanging>()))
            .AddSingleton<ComplaintClosing>().AddSingleton<ComplaintQueries>().AddSingleton<CaseQueries>()
            .AddSingleton<LastActQueries>().AddSingleton<MeanwhileQueries>().AddSingleton<RecusalQueries>().AddSingleton<CaseViewerQueries>().AddSingleton<CaseOpening>().AddSingleton<LinkedCaseQueries>().AddSingleton<RetaliationFiling>()
            .AddSingleton<ComplaintTracking>().AddSingleton<TrackingQueries>().AddSingleton<TrailQueries>()
            .AddSingleton<ComplaintKeeping>().AddSingleton<KeyRingChecking>().AddSingleton<KeyRotation>().AddSingleton<HoldingsChecking>()
            .AddSingleton<EscalationSweep>().AddSingleton<ComplaintErasure>().AddSingleton<ComplaintRetention>()
            .AddSingleton<BulkMoving>().AddSingleton<TemplateQueries>().AddSingleton<TemplateEditing>().AddSingleton<ViewKeeping>().AddSingleton<ColumnKeeping>().AddSingleton<AssignmentRuleEditing>().AddSingleton<ComplaintExport>()
            .AddSingleton<NoticeReading>().AddSingleton<NoticeChoosing>().AddSingleton<DigestSending>()
            .AddSingleton<FigureQueries>().AddSingleton<MetricsQueries>().AddSingleton<AnalyticsQueries>().AddSingleton<FigureRecount>().AddSingleton<FigureExporting>()
            .AddSingleton<DirectoryQueries>().AddSingleton<DirectoryChanging>().AddSingleton<DirectoryEditing>().AddSingleton<DirectoryDeleting>()
            .AddSingleton<DirectoryImporting>().AddSingleton<CalendarQueries>().AddSingleton<CalendarEditing>().AddSingleton<SettingEditing>().AddSingleton<HistoryQueries>().AddSingleton<GlassBreaking>().AddSingleton<DirectoryFounding>()
            .AddSingleton<StaffQueries>().AddSingleton<StaffAccounts>().AddSingleton<StaffAbsence>()
            .AddSingleton<SessionKeeping>().AddSingleton<SignInKeeping>().AddSingleton<SecondFactorReset>().AddSingleton<FirstAdministrator>()
            .AddSingleton<NodeKeeping>()
            .AddSingleton(provider => new SpentTokenKeeping(provider.GetRequiredService<IDbContextFactory<MibspDbContext>>(), provider.GetRequiredService<MunicipalTime>()))
            .AddSingleton<DemoPlanting>().AddSingleton<ComplaintSeeding>();
    }
}

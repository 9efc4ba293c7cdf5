using Microsoft.Extensions.Options;
using Mibsp.Domain;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Commands;
using Mibsp.Web.Endpoints.Downloads;
using Mibsp.Web.Features.Admin.Analytics;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Features.Staff.Cases.Away;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;
using Mibsp.Web.Mailing;
using Mibsp.Web.Observing;
using Mibsp.Web.Options;

namespace Mibsp.Web.Composition;

internal static class Domain
{
    /// <summary>What the municipality does, with the host's part: the zone its days are days of, and who is told of changes.</summary>
    public static void AddMibspDomainHere(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(MunicipalityOptions.Section).Get<MunicipalityOptions>() ?? new MunicipalityOptions();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var isDevelopment = builder.Environment.IsDevelopment();
        var flood = builder.Configuration.GetSection(FloodOptions.Section).Get<FloodOptions>() ?? new FloodOptions();
        builder.Services.AddSingleton(new BurstLimits(flood.BurstAfter, TimeSpan.FromMinutes(flood.BurstMinutes)));
        builder.Services.AddMibspDomain(zone);
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<MunicipalityOptions>>().Value.Periods());
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<ReleaseOptions>>().Value.Delay(isDevelopment));
        builder.Services.AddSingleton<KeysCommand>();
        builder.Services.AddMibspLive();
        builder.Services.AddHostedService<RecordTail>();
        builder.Services.AddHostedService<DayTurn>();
        builder.Services.AddSingleton<DigestMail>().AddSingleton<IDigestMail, CountedMail>();
    }

    /// <summary>How open pages hear of changes, see each other, and read together.</summary>
    public static IServiceCollection AddMibspLive(this IServiceCollection services) => services
        .AddSingleton<LiveUpdates>()
        .AddSingleton<IComplaintEvents>(provider => provider.GetRequiredService<LiveUpdates>())
        .AddSingleton<INoticeEvents>(provider => provider.GetRequiredService<LiveUpdates>())
        .AddSingleton<CaseActing>().AddSingleton<CasePresence>().AddSingleton<SharedReads>().AddSingleton<ExportDesk>().AddSingleton<QueueReads>().AddSingleton<AnalyticsReads>()
        .AddSingleton<QueueRecord>().AddSingleton<CaseRecalling>().AddSingleton<DraftKeeping>();
}

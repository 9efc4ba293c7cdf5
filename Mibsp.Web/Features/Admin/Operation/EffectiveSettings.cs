using Microsoft.Extensions.Options;
using Mibsp.Domain.Filing;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Admin.Operation;

/// <summary>The settings as they are in force. Named one by one, so that a secret can only get here on purpose.</summary>
internal sealed class EffectiveSettings(
    IOptions<MunicipalityOptions> municipality, IOptions<StorageOptions> storage, IOptions<StaffOptions> staff,
    IOptions<CitizenOptions> citizen, IOptions<DatabaseOptions> database, ReleaseDelay release, IOptions<FloodOptions> flood)
{
    public IEnumerable<(string Name, object? Value)> Read()
    {
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.TimeZone)), municipality.Value.TimeZone);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.CurrencySign)), municipality.Value.CurrencySign);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.ConfirmationDays)), municipality.Value.ConfirmationDays);
        yield return (Name<ReleaseOptions>(nameof(ReleaseOptions.LeastMinutes)), release.Least.TotalMinutes);
        yield return (Name<ReleaseOptions>(nameof(ReleaseOptions.MostMinutes)), release.Most.TotalMinutes);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.RetaliationDays)), municipality.Value.RetaliationDays);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.RetentionDays)), municipality.Value.RetentionDays);
        yield return (Name<StorageOptions>(nameof(StorageOptions.MaxUploadBytes)), $"{storage.Value.MaxUploadBytes:N0}");
        yield return (Name<StorageOptions>(nameof(StorageOptions.AllowMedia)), storage.Value.AllowMedia);
        yield return (Name<StorageOptions>(nameof(StorageOptions.DraftHours)), storage.Value.DraftHours);
        yield return (Name<StaffOptions>(nameof(StaffOptions.SessionHours)), staff.Value.SessionHours);
        yield return (Name<CitizenOptions>(nameof(CitizenOptions.LeaveUrl)), citizen.Value.LeaveUrl);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.Provider)), database.Value.Provider);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.MaxBatchSize)), database.Value.MaxBatchSize);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.MigrateAtStart)), database.Value.MigrateAtStart);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LeastBits)), flood.Value.LeastBits);
        yield return (Name<FloodOptions>(nameof(FloodOptions.MostBits)), flood.Value.MostBits);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LeastSeconds)), flood.Value.LeastSeconds);
        yield return (Name<FloodOptions>(nameof(FloodOptions.MostSeconds)), flood.Value.MostSeconds);
        yield return (Name<FloodOptions>(nameof(FloodOptions.QuietPerMinute)), flood.Value.QuietPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.FloodPerMinute)), flood.Value.FloodPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.PlainPerMinute)), flood.Value.PlainPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.FormsPerAddress)), flood.Value.FormsPerAddress);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LookUpsPerMinute)), flood.Value.LookUpsPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.BurstAfter)), flood.Value.BurstAfter);
        yield return (Name<FloodOptions>(nameof(FloodOptions.BurstMinutes)), flood.Value.BurstMinutes);
    }

    private static string Name<TOptions>(string property) => $"{typeof(TOptions).Name.Replace("Options", "", StringComparison.Ordinal)}:{property}";
}

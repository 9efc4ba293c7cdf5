using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Features.Admin.Operation;

/// <summary>
/// The settings of the installation as they are in force, but for those that administrators change while it runs. Named one by one, so that a secret can only get here on purpose. It takes the container
/// and not each of the options, because it will be asked for all that there are.
/// </summary>
internal sealed class EffectiveSettings(IServiceProvider services)
{
    public IEnumerable<(string Name, object? Value)> Read()
    {
        var (municipality, storage, staff) = (Of<MunicipalityOptions>(), Of<StorageOptions>(), Of<StaffOptions>());
        var (citizen, database, flood) = (Of<CitizenOptions>(), Of<DatabaseOptions>(), Of<FloodOptions>());
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.TimeZone)), municipality.TimeZone);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.CurrencySign)), municipality.CurrencySign);
        yield return (Name<MunicipalityOptions>(nameof(MunicipalityOptions.RetaliationDays)), municipality.RetaliationDays);
        yield return (Name<StorageOptions>(nameof(StorageOptions.MaxUploadBytes)), $"{storage.MaxUploadBytes:N0}");
        yield return (Name<StorageOptions>(nameof(StorageOptions.AllowMedia)), storage.AllowMedia);
        yield return (Name<StorageOptions>(nameof(StorageOptions.DraftHours)), storage.DraftHours);
        yield return (Name<StaffOptions>(nameof(StaffOptions.SessionHours)), staff.SessionHours);
        yield return (Name<StaffOptions>(nameof(StaffOptions.RecheckSeconds)), staff.RecheckSeconds);
        yield return (Name<StaffOptions>(nameof(StaffOptions.SecondFactorRoles)), string.Join(", ", services.GetRequiredService<SecondFactorRule>().Roles.Order()));
        yield return (Name<CitizenOptions>(nameof(CitizenOptions.LeaveUrl)), citizen.LeaveUrl);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.Provider)), database.Provider);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.MaxBatchSize)), database.MaxBatchSize);
        yield return (Name<DatabaseOptions>(nameof(DatabaseOptions.MigrateAtStart)), database.MigrateAtStart);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LeastBits)), flood.LeastBits);
        yield return (Name<FloodOptions>(nameof(FloodOptions.MostBits)), flood.MostBits);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LeastSeconds)), flood.LeastSeconds);
        yield return (Name<FloodOptions>(nameof(FloodOptions.MostSeconds)), flood.MostSeconds);
        yield return (Name<FloodOptions>(nameof(FloodOptions.QuietPerMinute)), flood.QuietPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.FloodPerMinute)), flood.FloodPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.PlainPerMinute)), flood.PlainPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.FormsPerAddress)), flood.FormsPerAddress);
        yield return (Name<FloodOptions>(nameof(FloodOptions.LookUpsPerMinute)), flood.LookUpsPerMinute);
        yield return (Name<FloodOptions>(nameof(FloodOptions.BurstAfter)), flood.BurstAfter);
        yield return (Name<FloodOptions>(nameof(FloodOptions.BurstMinutes)), flood.BurstMinutes);
        foreach (var setting in Mail(Of<MailOptions>()))
        {
            yield return setting;
        }
    }

    // Neither the user name nor, ever, the password.
    private static IEnumerable<(string Name, object? Value)> Mail(MailOptions mail) =>
    [
        (Name<MailOptions>(nameof(MailOptions.Host)), mail.IsOn ? mail.Host : null), (Name<MailOptions>(nameof(MailOptions.Port)), mail.Port),
        (Name<MailOptions>(nameof(MailOptions.UseStartTls)), mail.UseStartTls), (Name<MailOptions>(nameof(MailOptions.From)), mail.From),
        (Name<MailOptions>(nameof(MailOptions.PortalAddress)), mail.PortalAddress),
    ];

    private TOptions Of<TOptions>() where TOptions : class => services.GetRequiredService<IOptions<TOptions>>().Value;

    private static string Name<TOptions>(string property) => $"{typeof(TOptions).Name.Replace("Options", "", StringComparison.Ordinal)}:{property}";
}

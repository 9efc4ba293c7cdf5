using Microsoft.Extensions.Options;
using Mibsp.Web.Features.Admin.Operation;
using Mibsp.Web.Options;

namespace Mibsp.Web.Composition;

internal static class Settings
{
    /// <summary>Typed settings, all checked before the first request is answered.</summary>
    public static void AddMibspOptions(this IServiceCollection services)
    {
        services.Checked<CitizenOptions, CitizenOptionsValidator>(CitizenOptions.Section);
        services.Checked<ContactOptions, ContactOptionsValidator>(ContactOptions.Section);
        services.Checked<StorageOptions, StorageOptionsValidator>(StorageOptions.Section);
        services.Checked<DatabaseOptions, DatabaseOptionsValidator>(DatabaseOptions.Section);
        services.Checked<MunicipalityOptions, MunicipalityOptionsValidator>(MunicipalityOptions.Section);
        services.Checked<ReleaseOptions, ReleaseOptionsValidator>(ReleaseOptions.Section);
        services.Checked<StaffOptions, StaffOptionsValidator>(StaffOptions.Section);
        services.Checked<FloodOptions, FloodOptionsValidator>(FloodOptions.Section);
        services.Checked<MailOptions, MailOptionsValidator>(MailOptions.Section);
        services.Checked<MetricsOptions, MetricsOptionsValidator>(MetricsOptions.Section);
        services.AddSingleton<EffectiveSettings>();
    }

    private static void Checked<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}

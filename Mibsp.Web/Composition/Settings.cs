using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Composition;

internal static class Settings
{
    /// <summary>Typed settings, all checked before the first request is answered.</summary>
    public static void AddMibspOptions(this IServiceCollection services)
    {
        services.AddOptions<CitizenOptions>().BindConfiguration(CitizenOptions.Section).ValidateOnStart();
        services.AddOptions<ContactOptions>().BindConfiguration(ContactOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CitizenOptions>, CitizenOptionsValidator>();
        services.AddSingleton<IValidateOptions<ContactOptions>, ContactOptionsValidator>();
    }
}

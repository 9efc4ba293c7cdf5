using Microsoft.Extensions.Localization;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Account;

internal static class DeviceWords
{
    /// <summary>"Firefox on Linux", or as much of it as is known.</summary>
    public static string Words(this IStringLocalizer<SecurityTexts> S, Device device) => device switch
    {
        { Browser: { } browser, System: { } system } => S["Device.Both", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => S["Device.System", system],
        _ => S["Device.Unknown"],
    };
}

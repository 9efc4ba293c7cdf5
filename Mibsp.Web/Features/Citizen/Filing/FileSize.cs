using System.Globalization;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>File sizes as people say them.</summary>
internal static class FileSize
{
    /// <summary>"3.2 MB", "18 kB": powers of 1,024, as file managers count.</summary>
    public static string Words(long bytes) => bytes >= 1024 * 1024
        ? string.Create(CultureInfo.CurrentCulture, $"{bytes / (1024d * 1024):0.#} MB")
        : string.Create(CultureInfo.CurrentCulture, $"{Math.Max(1, bytes / 1024)} kB");
}

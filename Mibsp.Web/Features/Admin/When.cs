using System.Globalization;
using Mibsp.Domain.Common;

namespace Mibsp.Web.Features.Admin;

/// <summary>Days and times as administrators read them, always those of the town hall.</summary>
internal static class When
{
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    public static string Moment(DateTime utc, MunicipalTime time)
        => time.ToLocal(utc).ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);
}

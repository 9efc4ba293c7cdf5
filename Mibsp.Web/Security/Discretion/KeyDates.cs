using System.Globalization;
using System.Xml.Linq;

namespace Mibsp.Web.Security.Discretion;

/// <summary>The dates inside a key of forms and sessions, cut to the day: a key may be made within a citizen's request.</summary>
internal static class KeyDates
{
    private static readonly XName[] _dates = ["creationDate", "activationDate", "expirationDate"];

    public static void Blunt(XElement key)
    {
        foreach (var date in key.Descendants().Where(e => _dates.Contains(e.Name)))
        {
            date.Value = DateTimeOffset.Parse(date.Value, CultureInfo.InvariantCulture).UtcDateTime.Date.ToString("yyyy-MM-ddT00:00:00Z", CultureInfo.InvariantCulture);
        }
    }
}

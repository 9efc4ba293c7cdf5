using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// The keys that protect forms and sessions, as files, dated to whole days. A new key is made at start, and every 90 days
/// by whatever request comes first; its date must not be that request's time.
/// </summary>
internal sealed class DatedByDay(string folder, ILoggerFactory loggers) : IXmlRepository
{
    private readonly FileSystemXmlRepository _files = new(Directory.CreateDirectory(folder), loggers);

    public IReadOnlyCollection<XElement> GetAllElements() => _files.GetAllElements();

    public void StoreElement(XElement element, string friendlyName)
    {
        KeyDates.Blunt(element);
        _files.StoreElement(element, friendlyName);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            FileDates.Blunt(file, File.GetLastWriteTimeUtc(file).Date);
        }

        FileDates.Blunt(folder, DateTime.UnixEpoch);
    }
}

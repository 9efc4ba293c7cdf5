using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Mibsp.Domain.Nodes;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// The keys that protect forms and sessions, in the database that several nodes share. Of two nodes that make one at once, the first's is
/// kept and the second goes on with it. (Not the framework's own store over EF: it wants one concrete context, keeps dates readable, and
/// lets both keep theirs.)
/// </summary>
internal sealed class SharedKeys(ProtectionKeyStore store, string oldFolder) : IXmlRepository
{
    private int _read;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var kept = store.Read();
        Volatile.Write(ref _read, kept.Count);
        return [.. kept.Select(key => XElement.Parse(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        KeyDates.Blunt(element);
        var text = element.ToString(SaveOptions.DisableFormatting);
        while (!store.TryAdd(Volatile.Read(ref _read) + 1, text))
        {
            var before = Volatile.Read(ref _read);
            if (IsKey(element) && GetAllElements().Skip(before).Any(IsKey))
            {
                // The framework reads them again after this, and finds the other node's.
                return;
            }

            GetAllElements();
        }
    }

    /// <summary>
    /// Reads them once, so that a wrong secret stops the start. What this node kept in files, before the database was a server, is taken over:
    /// forms and sessions outlive the move.
    /// </summary>
    public void Prepare()
    {
        var known = GetAllElements().Select(Id).ToHashSet();
        if (!Directory.Exists(oldFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(oldFolder, "*.xml").Order(StringComparer.Ordinal))
        {
            var key = XElement.Load(file);
            while (!known.Contains(Id(key)) && !store.TryAdd(Volatile.Read(ref _read) + 1, key.ToString(SaveOptions.DisableFormatting)))
            {
                known = [.. GetAllElements().Select(Id)];
            }

            known = [.. GetAllElements().Select(Id)];
        }
    }

    private static bool IsKey(XElement element) => element.Name.LocalName == "key";

    private static string Id(XElement element) => element.Attribute("id")?.Value ?? element.ToString(SaveOptions.DisableFormatting);
}

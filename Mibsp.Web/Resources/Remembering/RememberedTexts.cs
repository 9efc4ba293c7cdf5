using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Mibsp.Web.Resources.Remembering;

/// <summary>
/// Texts that are looked up once for each language. Own code because the framework's ResourceManager takes a lock for every look-up, and
/// a thousand open pages that are drawn anew at once stood in line for it.
/// </summary>
internal sealed class RememberedTexts(ResourceManagerStringLocalizerFactory origin) : IStringLocalizerFactory
{
    private readonly ConcurrentDictionary<Type, IStringLocalizer> _byType = new();

    public IStringLocalizer Create(Type resourceSource) => _byType.GetOrAdd(resourceSource, type => new Remembered(origin.Create(type)));

    public IStringLocalizer Create(string baseName, string location) => origin.Create(baseName, location);

    private sealed class Remembered(IStringLocalizer origin) : IStringLocalizer
    {
        private readonly ConcurrentDictionary<(string Language, string Name), LocalizedString> _found = new();

        public LocalizedString this[string name]
        {
            get
            {
                var key = (CultureInfo.CurrentUICulture.Name, name);
                if (_found.TryGetValue(key, out var found))
                {
                    return found;
                }

                // What is not there is not kept: names are many, texts are as many as the resources hold.
                var text = origin[name];
                return text.ResourceNotFound ? text : _found.GetOrAdd(key, text);
            }
        }

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var format = this[name];
                return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, format.Value, arguments), format.ResourceNotFound, format.SearchedLocation);
            }
        }

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => origin.GetAllStrings(includeParentCultures);
    }
}

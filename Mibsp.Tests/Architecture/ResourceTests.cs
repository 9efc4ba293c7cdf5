using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>Every text that a page asks for exists, and every text that exists is asked for.</summary>
public sealed partial class ResourceTests
{
    private static readonly string _web = Path.Combine(Repository.Root, "Mibsp.Web");
    private static readonly string _resources = Path.Combine(_web, "Resources");
    private static readonly Dictionary<string, HashSet<string>> _keys = Directory
        .EnumerateFiles(_resources, "*Texts.resx").ToDictionary(file => Path.GetFileNameWithoutExtension(file), Keys);
    private static readonly List<Use> _uses = [.. Repository.Files("Mibsp.Web", ".razor", ".cs").SelectMany(UsesIn)];

    [Fact]
    public void Every_text_asked_for_exists()
    {
        var missing = _uses.Where(use => !_keys.TryGetValue(use.Texts, out var keys) || !keys.Any(use.Key.IsMatch));

        Assert.Empty(missing.Select(use => $"{use.File}: {use.Texts} has no {use.Written}"));
    }

    [Fact]
    public void Every_text_is_used_somewhere()
    {
        var sources = Repository.Files("Mibsp.Web", ".razor", ".cs").Select(File.ReadAllText).ToList();
        // The coach's rules are data of the domain and name their sentences.
        var rules = Repository.Files("Mibsp.Domain", ".json").Select(File.ReadAllText);
        var literals = sources.Concat(rules).SelectMany(source => Literal().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet();

        // Keys that travel before they are looked up, such as a fault's: $"Refused.{refusal}".
        var families = sources.SelectMany(source => Family().Matches(source)).Select(match => match.Groups[1].Value).Distinct().ToList();

        var unused = from texts in _keys
                     from key in texts.Value
                     where !literals.Contains(key) && !families.Any(family => key.StartsWith(family, StringComparison.Ordinal)) && !_uses.Any(use => use.Texts == texts.Key && use.Key.IsMatch(key))
                     select $"{texts.Key}: {key}";

        Assert.Empty(unused);
    }

    [Fact]
    public void Every_translation_has_the_same_texts()
    {
        var translations = Directory.EnumerateFiles(_resources, "*Texts.*.resx");

        Assert.All(translations, file => Assert.Equal(
            _keys[Path.GetFileName(file).Split('.')[0]].Order(), Keys(file).Order()));
    }

    private static HashSet<string> Keys(string file)
        => [.. XDocument.Load(file).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    private static IEnumerable<Use> UsesIn(string file)
    {
        var source = File.ReadAllText(file);
        var localizers = Sources(file).SelectMany(text => Localizer().Matches(text))
            .GroupBy(match => match.Groups[2].Value, match => match.Groups[1].Value);
        return from localizer in localizers
               from Match match in Regex.Matches(source, $@"(?<![\w.]){localizer.Key}\[(\$?)""([^""]+)""")
               let written = match.Groups[2].Value
               select new Use(Path.GetRelativePath(_web, file), localizer.Last(), written, Pattern(written, match.Groups[1].Length > 0));
    }

    /// <summary>What gives a file its localizers, outermost first: imports of the folders above, then the file itself.</summary>
    private static IEnumerable<string> Sources(string file)
    {
        var folders = new Stack<string>();
        for (var folder = Path.GetDirectoryName(file)!; folder.Length >= _web.Length; folder = Path.GetDirectoryName(folder)!)
        {
            folders.Push(folder);
        }

        var markup = file.EndsWith(".razor.cs", StringComparison.Ordinal) ? file[..^3] : null;
        return folders.Select(folder => Path.Combine(folder, "_Imports.razor")).Append(markup ?? file).Append(file)
            .Where(File.Exists).Select(File.ReadAllText);
    }

    private static Regex Pattern(string written, bool interpolated) => new(interpolated
        ? $"^{string.Join(".+", Hole().Split(written).Select(Regex.Escape))}$"
        : $"^{Regex.Escape(written)}$");

    [GeneratedRegex(@"IStringLocalizer<(\w+)>\s+(\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex("\"([^\"\\s]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$""([A-Z]\w*\.(?:\w+\.)*)\{")]
    private static partial Regex Family();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    private sealed record Use(string File, string Texts, string Written, Regex Key);
}

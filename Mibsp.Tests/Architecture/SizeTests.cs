using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Complaints;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>Ceilings, so that nothing grows unseen. An exception needs a reason, written beside it.</summary>
public sealed partial class SizeTests
{
    private const int CSharpLines = 300;
    private const int RazorLines = 150;
    private const int MethodLines = 40;
    private const int Dependencies = 6;
    private const int FilesInFolder = 15;

    private static readonly Dictionary<string, string> _exceptions = new()
    {
        ["Mibsp.Domain/Demo"] = "The stories are data, a file for each department.",
        ["Mibsp.Web/Features/Citizen/Filing"] = "The wizard: a component for each step, and one engine for both of its ways.",
        ["Mibsp.Web.Features.Staff.Queue.QueuePage"] = "Composes a live list: rows, figures, departments, live updates, who looks, the address and the title.",
        ["Mibsp.Web.Features.Staff.Cases.CasePage"] = "Composes a live case: the case, what it follows upon, who changed it, who else looks, and what it was told of.",
    };

    private static readonly string[] _projects = ["Mibsp.Domain", "Mibsp.Web", "Mibsp.Tests"];

    [Fact]
    public void Files_fit_the_eye()
    {
        var long_ = from project in _projects
                    from file in Repository.Files(project, ".cs", ".razor").Where(IsWritten)
                    let lines = File.ReadLines(file).Count()
                    where lines > (Path.GetExtension(file) is ".razor" ? RazorLines : CSharpLines) && !_exceptions.ContainsKey(Name(file))
                    select $"{Name(file)}: {lines}";

        Assert.Empty(long_);
    }

    [Fact]
    public void Folders_hold_a_handful()
    {
        var full = from project in _projects
                   from folder in Repository.Files(project, ".cs", ".razor").Where(IsWritten).GroupBy(file => Path.GetDirectoryName(file)!)
                   where folder.Count() > FilesInFolder && !_exceptions.ContainsKey(Name(folder.Key))
                   select $"{Name(folder.Key)}: {folder.Count()}";

        Assert.Empty(full);
    }

    [Fact]
    public void Methods_are_short()
    {
        var long_ = from project in _projects.Take(2)
                    from file in Repository.Files(project, ".cs").Where(IsWritten)
                    from method in MethodsOf(File.ReadAllLines(file))
                    where method.Lines > MethodLines && !_exceptions.ContainsKey(Name(file))
                    select $"{Name(file)} {method.Name}: {method.Lines}";

        Assert.Empty(long_);
    }

    [Fact]
    public void Nothing_depends_on_too_much()
    {
        var types = new[] { typeof(Complaint).Assembly, typeof(Program).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(IsOurs).ToList();
        var heavy = types.Where(type => type.IsClass && !type.IsAbstract && !IsRecord(type))
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(c => c.GetParameters().Count(p => p.ParameterType.IsClass && p.ParameterType != typeof(string) || p.ParameterType.IsInterface) > Dependencies)
            .Select(c => $"{c.DeclaringType!.FullName}: {c.GetParameters().Length}");
        var injected = types.Select(type => (type, count: type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Count(p => p.GetCustomAttribute<InjectAttribute>() is not null && !p.PropertyType.Name.StartsWith("IStringLocalizer", StringComparison.Ordinal))))
            .Where(t => t.count > Dependencies).Select(t => $"{t.type.FullName}: {t.count}");

        Assert.DoesNotContain(heavy.Concat(injected), found => !_exceptions.ContainsKey(found.Split(':')[0]));
    }

    [Fact]
    public void Every_exception_is_still_one()
        => Assert.All(_exceptions.Keys.Where(name => name.Contains('/', StringComparison.Ordinal)), name =>
        {
            var path = Path.Combine(Repository.Root, name);
            Assert.True(File.Exists(path) || (Directory.Exists(path) && Directory.GetFiles(path).Length > FilesInFolder), $"{name} needs no exception any more.");
        });

    /// <summary>Methods found by their layout, which the formatter keeps: a signature four or more in, a brace below it, a brace that ends it.</summary>
    private static IEnumerable<(string Name, int Lines)> MethodsOf(string[] lines)
    {
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            var signature = Signature().Match(lines[i]);
            var open = signature.Success && !lines[i].EndsWith(';') ? Array.FindIndex(lines, i, Math.Min(6, lines.Length - i), line => line == signature.Groups[1].Value + "{") : -1;
            if (open < 0)
            {
                continue;
            }

            var close = Array.FindIndex(lines, open, line => line == signature.Groups[1].Value + "}");
            if (close > open)
            {
                yield return (signature.Groups[2].Value, close - open - 1);
                i = close;
            }
        }
    }

    private static bool IsWritten(string file) => !file.Replace('\\', '/').Contains("/Migrations/", StringComparison.Ordinal);

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Mibsp.", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    [GeneratedRegex(@"^( {4,8})(?:public|private|internal|protected)(?!.*\b(?:class|record|struct|interface)\b)[^=;]*?\b(\w+)(?:<[^(]*>)?\((?!.*\) =>)")]
    private static partial Regex Signature();
}

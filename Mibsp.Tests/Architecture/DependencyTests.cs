using System.Text.RegularExpressions;
using Mibsp.Domain.Complaints;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>Who may depend on whom.</summary>
public sealed partial class DependencyTests
{
    // Accounts are entities that EF maps; passwords are hashed where accounts are made. Neither brings the web along.
    private static readonly string[] _allowedOfAspNet =
    [
        "Microsoft.AspNetCore.Identity.EntityFrameworkCore",
        "Microsoft.AspNetCore.Cryptography.Internal",
        "Microsoft.AspNetCore.Cryptography.KeyDerivation",
    ];

    private static readonly string[] _entityFolders =
        ["Audit", "Complaints", "Counters", "Departments", "Evidence", "Messages", "Common", "Templates", "Views"];

    // Tracking shows the same steps of evidence that filing does; figures lead to the list of what was counted, by the address of that list.
    private static readonly (string From, string To)[] _allowedBetweenFeatures = [("Citizen.Tracking", "Citizen.Filing"), ("Admin.Analytics", "Admin.Complaints")];

    [Fact]
    public void The_domain_knows_neither_the_web_nor_the_scheduler()
    {
        var references = typeof(Complaint).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(references, name => name is "Mibsp.Web" || name.StartsWith("Quartz", StringComparison.Ordinal)
            || (name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !_allowedOfAspNet.Contains(name)));
    }

    [Fact]
    public void Entities_use_neither_the_database_nor_logging_nor_injection()
    {
        var entities = _entityFolders.SelectMany(folder => Repository.Files($"Mibsp.Domain/{folder}", ".cs"))
            .Where(file => File.ReadAllText(file).Contains("private set;", StringComparison.Ordinal)).ToList();

        Assert.True(entities.Count >= 15, $"Only {entities.Count} entities were found.");
        Assert.Empty(from file in entities
                     from use in Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)
                     where use.StartsWith("Microsoft.", StringComparison.Ordinal) || use is "Mibsp.Domain.Persistence"
                     select $"{Path.GetFileName(file)} uses {use}");
    }

    [Fact]
    public void Pages_and_widgets_never_speak_of_the_database()
    {
        // Signing in is Identity's: its stores and its cookies work on the context of the request.
        var files = Repository.Files("Mibsp.Web/Features", ".cs", ".razor").Concat(Repository.Files("Mibsp.Web/Components", ".cs", ".razor"))
            .Where(file => !file.Replace('\\', '/').Contains("/Features/Account/", StringComparison.Ordinal));

        var speaking = files.Where(file => Regex.IsMatch(File.ReadAllText(file), "MibspDbContext|Microsoft.EntityFrameworkCore")).Select(Path.GetFileName).ToList();
        Assert.Empty(speaking);
    }

    [Fact]
    public void A_feature_uses_no_other_feature()
    {
        var uses = from file in Repository.Files("Mibsp.Web/Features", ".cs", ".razor")
                   let own = Feature(Path.GetRelativePath(Path.Combine(Repository.Root, "Mibsp.Web/Features"), Path.GetDirectoryName(file)!).Replace('/', '.').Replace('\\', '.'))
                   from Match match in FeatureName().Matches(File.ReadAllText(file))
                   let other = Feature(match.Groups[1].Value)
                   where own != other && !IsWithin(own, other) && !_allowedBetweenFeatures.Contains((own, other))
                   select $"{Path.GetFileName(file)} of {own} uses {other}";

        Assert.Empty(uses.Distinct());
    }

    // "Citizen.Filing" and "Citizen.Filing.Whatever" are one feature; "Staff" and its parts share what lies in "Staff" itself.
    private static string Feature(string path) => string.Join('.', path.Split('.').Take(2));

    private static bool IsWithin(string own, string other) => own.StartsWith(other + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"Mibsp\.Web\.Features\.((?:Citizen|Public|Staff|Admin|Account)(?:\.(?:[A-Z]\w*))?)(?=[;\s.])")]
    private static partial Regex FeatureName();
}

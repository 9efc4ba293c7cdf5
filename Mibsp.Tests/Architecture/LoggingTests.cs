using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Mibsp.Domain.Complaints;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Architecture;

/// <summary>What may be logged: ids, codes and counts. A new placeholder has to be thought about here.</summary>
public sealed partial class LoggingTests
{
    private static readonly HashSet<string> _harmless = ["ComplaintId", "CaseNumber", "Act", "Topic", "EvidenceId", "Status", "Part", "State", "Word"];

    private static readonly HashSet<Type> _harmlessTypes =
        [typeof(Guid), typeof(int), typeof(long), typeof(TimeSpan), typeof(DateOnly), typeof(bool), typeof(ILogger), typeof(Exception)];

    private static readonly string[] _citizens =
        ["Mibsp.Web.Features.Citizen", "Mibsp.Web.Endpoints", "Mibsp.Domain.Filing", "Mibsp.Domain.Tracking", "Mibsp.Domain.Evidence", "Mibsp.Domain.Coach", "Mibsp.Domain.Messages"];

    /// <summary>Beside them, but only officers come there.</summary>
    private static readonly string[] _staffs = ["EvidenceDownload"];

    private static readonly IReadOnlyList<MethodInfo> _messages = [..
        from assembly in new[] { typeof(Complaint).Assembly, typeof(Program).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<LoggerMessageAttribute>() is not null
        select method];

    [Fact]
    public void Only_harmless_things_are_named_in_messages()
    {
        Assert.NotEmpty(_messages);
        Assert.Empty(from method in _messages
                     let template = method.GetCustomAttribute<LoggerMessageAttribute>()!.Message
                     from Match hole in Hole().Matches(template)
                     where !_harmless.Contains(hole.Groups[1].Value)
                     select $"{method.DeclaringType!.Name}: {template}");
    }

    [Fact]
    public void What_fills_a_message_is_an_id_a_code_or_a_count()
        => Assert.Empty(from method in _messages
                        from parameter in method.GetParameters()
                        let name = char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..]
                        where !parameter.ParameterType.IsEnum && !_harmlessTypes.Contains(parameter.ParameterType)
                            && !(parameter.ParameterType == typeof(string) && _harmless.Contains(name))
                        select $"{method.DeclaringType!.Name}.{method.Name}: {parameter.ParameterType.Name} {parameter.Name}");

    [Fact]
    public void What_citizens_do_is_logged_without_any_value()
        => Assert.Empty(from method in _messages
                        where _citizens.Any(part => method.DeclaringType!.Namespace!.StartsWith(part, StringComparison.Ordinal)) && !_staffs.Contains(method.DeclaringType!.Name)
                        where Hole().IsMatch(method.GetCustomAttribute<LoggerMessageAttribute>()!.Message)
                        select $"{method.DeclaringType!.Name}: {method.Name}");

    [Fact]
    public void Nothing_is_logged_any_other_way()
        => Assert.Empty(from project in new[] { "Mibsp.Domain", "Mibsp.Web" }
                        from file in Repository.Files(project, ".cs", ".razor")
                        where Direct().IsMatch(File.ReadAllText(file))
                        select Path.GetFileName(file));

    [GeneratedRegex(@"\{@?(\w+)[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|Console\.(Error\.)?Write|Debug\.Write|Trace\.Write")]
    private static partial Regex Direct();
}

using System.Reflection;
using Mibsp.Domain.Persistence;
using Quartz;

namespace Mibsp.Web.Jobs;

/// <summary>
/// The tables in which Quartz keeps the shared schedule on the server databases. Where the portal may not change the schema,
/// infra/scripts/migrate.sh puts these statements into its script.
/// </summary>
internal static class ScheduleSchema
{
    public const string TablePrefix = "MIBSP_JOB_";

    /// <summary>A line that stands between two statements in Quartz's own scripts.</summary>
    private const string Separator = "\n--;;\n";

    /// <summary>Makes what is missing and leaves what is there, so that it can be run again.</summary>
    public static string Sql(DatabaseProvider provider)
    {
        var name = provider switch
        {
            DatabaseProvider.PostgreSql => "create_postgres.sql",
            DatabaseProvider.SqlServer => "create_sqlServer.sql",
            _ => throw new ArgumentOutOfRangeException(nameof(provider), "On SQLite the schedule lives in memory."),
        };
        var quartz = typeof(IScheduler).Assembly;
        using var script = new StreamReader(Stream(quartz, name));

        // As Quartz fills it in: the prefix of tables and the prefix of indexes and constraints.
        var filled = script.ReadToEnd().ReplaceLineEndings("\n").Replace("{0}", TablePrefix, StringComparison.Ordinal).Replace("{1}", TablePrefix, StringComparison.Ordinal);
        var end = provider is DatabaseProvider.SqlServer ? "\nGO\n" : "";
        return string.Join('\n', filled.Split(Separator).Select(statement => statement.Trim()).Where(IsStatement)
            .Select(statement => (statement.EndsWith(';') ? statement : statement + ";") + end)) + "\n";
    }

    private static Stream Stream(Assembly quartz, string name)
        => quartz.GetManifestResourceStream($"Quartz.Impl.AdoJobStore.Schema.{name}") ?? throw new InvalidOperationException($"Quartz has no {name} any more.");

    private static bool IsStatement(string piece) => piece.Split('\n').Any(line => line.Length > 0 && !line.TrimStart().StartsWith("--", StringComparison.Ordinal));
}

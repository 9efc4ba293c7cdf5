using Mibsp.Domain.Persistence;
using Mibsp.Web.Jobs;

namespace Mibsp.Web.Commands;

/// <summary><c>schedule-schema PostgreSql|SqlServer</c>: prints the SQL for the tables of the shared schedule. Reads no setting, touches no database.</summary>
internal static class ScheduleCommand
{
    private const int Misused = 2;

    public static bool IsMeant(string[] args) => args is ["schedule-schema", ..];

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is not [_, var name] || !Enum.TryParse<DatabaseProvider>(name, out var provider) || provider is DatabaseProvider.Sqlite)
        {
            await output.WriteLineAsync("Use: schedule-schema PostgreSql, or schedule-schema SqlServer.");
            return Misused;
        }

        await output.WriteAsync(ScheduleSchema.Sql(provider));
        return 0;
    }
}

using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Moving;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>move --to PostgreSql|SqlServer --connection TEXT</c>: brings everything from the embedded database into an empty one on a server. All of it
/// arrives or nothing does. The connection may also come from MIBSP_MOVE_CONNECTION, where no list of processes shows its password.
/// </summary>
internal sealed class MoveCommand(DatabaseConnection database, IStartupValidator settings, IConfiguration configuration)
{
    private const int Refused = 1;
    private const int Misused = 2;
    private const string Usage = "Use: move --to PostgreSql --connection \"Host=…;Username=…;Password=…;Database=…\", or --to SqlServer. "
        + "The connection can also be given as the environment variable MIBSP_MOVE_CONNECTION.";

    public static bool IsMeant(string[] args) => args is ["move", ..];

    public async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (Parse(args, configuration["MIBSP_MOVE_CONNECTION"]) is not { } target)
        {
            await output.WriteLineAsync(Usage);
            return Misused;
        }

        try
        {
            settings.Validate();
            var report = await new DatabaseMove(database, target).RunAsync(new Lines(output), CancellationToken.None);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Everything was moved: {report.Tables.Sum(t => t.Rows)} rows of {report.Tables.Count} tables, counted on both sides."));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The record has {report.Entries} entries there and ends with the same hash: {report.LastHash}"));
            await CompleteAsync(target);
            await output.WriteLineAsync("Now set Database:Provider and ConnectionStrings:Mibsp (infra/OPERATING.md), start the portal, and put the old file away with the backups.");
            return 0;
        }
        catch (Exception fault) when (fault is MoveRefusedException or DbException or ArgumentException or OptionsValidationException)
        {
            await output.WriteLineAsync(fault is MoveRefusedException ? fault.Message : $"Nothing was moved: {fault.Message}");
            return Refused;
        }
    }

    internal static DatabaseConnection? Parse(string[] args, string? fromEnvironment) => args switch
    {
        ["move", "--to", var name, "--connection", { Length: > 0 } connection] => Parse(name, connection),
        ["move", "--to", var name] when fromEnvironment is { Length: > 0 } => Parse(name, fromEnvironment),
        _ => null,
    };

    private static DatabaseConnection? Parse(string name, string connection)
        => Enum.TryParse<DatabaseProvider>(name, out var provider) && provider is not DatabaseProvider.Sqlite ? new DatabaseConnection(provider, connection) : null;

    /// <summary>The tables of the schedule and the rights: nothing of the move hangs on them.</summary>
    private static async Task CompleteAsync(DatabaseConnection target)
    {
        var services = new ServiceCollection().AddMibspPersistence(target);
        services.TryAddSingleton(TimeProvider.System);
        await using var provider = services.BuildServiceProvider();
        await using var db = await provider.GetRequiredService<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync();
        await SchemaWork.CompleteAsync(db, target.Provider, CancellationToken.None);
    }

    private sealed class Lines(TextWriter output) : IProgress<MovedTable>
    {
        public void Report(MovedTable value)
        {
            if (value.Rows > 0)
            {
                output.WriteLine($"{value.Name}: {value.Rows.ToString(CultureInfo.InvariantCulture)} rows");
            }
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Jobs;

namespace Mibsp.Web.Commands;

/// <summary>
/// What is done to a server's database besides the migrations, by the account that may: the tables of the shared schedule, and the rights of
/// the portal's own account (infra/sql), which may not change the record.
/// </summary>
internal static class SchemaWork
{
    /// <summary>The role that the portal's own account is in. It is made with the accounts; where there is none, nobody is given rights.</summary>
    public const string Role = "mibsp_portal";

    private const string Batch = "\nGO\n";

    /// <returns>Whether there is a role to give rights to.</returns>
    public static async Task<bool> CompleteAsync(MibspDbContext db, DatabaseProvider provider, CancellationToken ct)
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            return false;
        }

        await db.Database.OpenConnectionAsync(ct);
        await RunAsync(db, ScheduleSchema.Sql(provider), ct);
        var principals = provider is DatabaseProvider.PostgreSql ? "pg_roles WHERE rolname" : "sys.database_principals WHERE name";
        var hasRole = await CountAsync(db, $"SELECT COUNT(*) FROM {principals} = '{Role}'", ct) > 0;
        if (hasRole)
        {
            await RunAsync(db, Rights(provider), ct);
        }

        return hasRole;
    }

    /// <summary>The script of infra/sql, as it was when the portal was built.</summary>
    public static string Rights(DatabaseProvider provider)
    {
        var name = $"rights.{provider}.sql";
        using var script = new StreamReader(typeof(SchemaWork).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program."));
        return script.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static async Task RunAsync(MibspDbContext db, string script, CancellationToken ct)
    {
        foreach (var batch in (script + "\n").Split(Batch).Where(batch => !string.IsNullOrWhiteSpace(batch)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = batch;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<int> CountAsync(MibspDbContext db, string sql, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Microsoft.Extensions.Options;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Options;

/// <summary>Which database the portal uses. The connection string is ConnectionStrings:Mibsp, or DATABASE_URL for PostgreSQL.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Sqlite, SqlServer or PostgreSql.</summary>
    public string Provider { get; set; } = nameof(DatabaseProvider.Sqlite);

    /// <summary>Statements sent at once; null leaves it to the provider. Servers that speak T-SQL without MERGE need 1.</summary>
    public int? MaxBatchSize { get; set; }

    /// <summary>Whether the schema is brought up to date at start. Null: for SQLite, and elsewhere in Development only.</summary>
    public bool? MigrateAtStart { get; set; }
}

internal sealed class DatabaseOptionsValidator(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var faults = new List<string>();
        if (!Enum.TryParse<DatabaseProvider>(options.Provider, out var provider))
        {
            faults.Add($"Database:Provider is '{options.Provider}'. Use {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        }
        else if (provider is not DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(configuration.GetConnectionString("Mibsp")))
        {
            faults.Add($"Database:Provider is {provider}, so ConnectionStrings:Mibsp must be set.");
        }

        if (options.MaxBatchSize is < 1 or > 1000)
        {
            faults.Add("Database:MaxBatchSize must lie between 1 and 1000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

namespace Mibsp.Domain.Persistence;

/// <summary>Which database keeps the portal's data.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}

/// <summary>Where the database is.</summary>
public sealed record DatabaseConnection(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize = null);

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>
/// Saves many new rows at once by one prepared statement for each table. EF Core prepares one for each row: for sixty complaints that is half of the time for which
/// nobody else can write. Whatever is not simply new is left to EF Core, and so are a few rows.
/// </summary>
internal sealed class SqliteSaving(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational) : RelationalDatabase(dependencies, relational)
{
    /// <summary>A complaint by itself is less, and several at once are more.</summary>
    internal const int Many = 25;

    public override async Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        // Within a transaction only, which whoever began it gives up as a whole. What is deleted may have to go first.
        if (entries.Count < Many || RelationalDependencies.Connection.CurrentTransaction is null || entries.Any(e => e.EntityState is EntityState.Deleted))
        {
            return await base.SaveChangesAsync(entries, cancellationToken);
        }

        var added = entries.Where(e => e.EntityState is EntityState.Added).GroupBy(e => e.EntityType).ToDictionary(rows => rows.Key, rows => rows.ToList());
        var tables = SqliteRowShape.Ordered([.. added.Keys]);
        foreach (var table in tables)
        {
            Add(table, added[table.Type]);
        }

        var written = tables.Select(t => t.Type).ToHashSet();
        var rest = entries.Where(e => e.EntityState is not EntityState.Added || !written.Contains(e.EntityType)).ToList();
        return entries.Count - rest.Count + await base.SaveChangesAsync(rest, cancellationToken);
    }

    private void Add(SqliteRowShape table, List<IUpdateEntry> rows)
    {
        try
        {
            using var insert = new SqliteInsert((SqliteConnection)RelationalDependencies.Connection.DbConnection, table.Name, table.Columns);
            rows.ForEach(row => insert.Add(row, table.Value));
        }
        catch (SqliteException refused)
        {
            throw new DbUpdateException($"A row of {table.Name} could not be saved.", refused, rows);
        }
    }
}

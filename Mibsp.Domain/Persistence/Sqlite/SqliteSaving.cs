using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
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

/// <summary>How what is new becomes a row of its table.</summary>
internal sealed class SqliteRowShape
{
    private const string Kept = "Mibsp:RowShape";

    private readonly IReadOnlyList<IProperty> _properties;

    private SqliteRowShape(IEntityType type, IReadOnlyList<IProperty> properties)
        => (Type, Name, _properties, Columns) = (type, type.GetTableName()!, properties, [.. properties.Select(p => p.GetColumnName())]);

    public IEntityType Type { get; }

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    public object? Value(int column, IUpdateEntry row) => row.GetCurrentProviderValue(_properties[column]);

    /// <summary>Those of the types whose rows say all that belongs into them, and that hang on no other new ones: each after what it hangs on.</summary>
    public static List<SqliteRowShape> Ordered(HashSet<IEntityType> types)
    {
        var (ordered, placed, left) = (new List<SqliteRowShape>(), new HashSet<IEntityType>(), types.ToList());
        while (left.Find(type => HangsOnNoneOf(type, types, placed) && Of(type) is not null) is { } next)
        {
            ordered.Add(Of(next)!);
            placed.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    private static bool HangsOnNoneOf(IEntityType type, HashSet<IEntityType> types, HashSet<IEntityType> placed)
        => type.GetForeignKeys().All(key => key.PrincipalEntityType == type || !types.Contains(key.PrincipalEntityType) || placed.Contains(key.PrincipalEntityType));

    // Null where the database has a say in what is in the row, or a row is more than one entity.
    private static SqliteRowShape? Of(IEntityType type) => type.GetOrAddRuntimeAnnotationValue(
        Kept,
        static shaped => shaped!.IsOwned() || shaped.GetTableMappings().Count() != 1 || shaped.GetDerivedTypes().Any() || shaped.BaseType is not null || shaped.GetComplexProperties().Any()
            || shaped.GetProperties().Any(p => p.ValueGenerated is not ValueGenerated.Never || !SqliteInsert.Takes(p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType))
            ? null
            : new SqliteRowShape(shaped, [.. shaped.GetProperties()]),
        type);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>How what EF Core tracks as new becomes a row of its table, values that only EF Core knows included. (<see cref="Bulk.RowShape"/> does it for what is not tracked.)</summary>
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

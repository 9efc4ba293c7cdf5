using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Mibsp.Domain.Audit;

namespace Mibsp.Domain.Persistence.Intake;

/// <summary>A column to be filled: its name, its type in the database, the type its driver takes, and whether the database numbers it.</summary>
internal sealed record IntakeColumn(string Name, string StoreType, Type Type, bool IsNumbered);

/// <summary>A table of the model as it is filled from another database's.</summary>
internal sealed class IntakeTable
{
    private const string Json = "jsonb";

    private IntakeTable(ITable table)
    {
        Name = table.Name;
        Columns = [.. table.Columns.Select(Describe)];
        IsHead = table.EntityTypeMappings.Any(m => m.TypeBase.ClrType == typeof(AuditHead));
    }

    public string Name { get; }

    public IReadOnlyList<IntakeColumn> Columns { get; }

    /// <summary>Whether it is the record's head, which the migrations have put a row into.</summary>
    public bool IsHead { get; }

    /// <summary>All tables, each after those it points to.</summary>
    public static IReadOnlyList<IntakeTable> All(MibspDbContext db)
    {
        var (left, sorted) = (db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList(), new List<ITable>());
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(t => t.ForeignKeyConstraints.All(k => k.PrincipalTable == t || sorted.Contains(k.PrincipalTable)))
                ?? throw new InvalidOperationException($"{left[0].Name} and others point at each other in a ring.");
            left.Remove(next);
            sorted.Add(next);
        }

        return [.. sorted.Select(t => new IntakeTable(t))];
    }

    /// <summary>The rows that a reader over the same columns brings, in the types of this database.</summary>
    public IEnumerable<object?[]> Rows(DbDataReader reader)
    {
        while (reader.Read())
        {
            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Read(reader, i, Columns[i].Type);
            }

            yield return row;
        }
    }

    private static IntakeColumn Describe(IColumn column)
    {
        var mapping = column.StoreTypeMapping;
        var type = column.StoreType is Json ? typeof(string) : mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        var isNumbered = column.PropertyMappings is [{ Property: { ValueGenerated: ValueGenerated.OnAdd } property }, ..]
            && property.IsPrimaryKey() && (type == typeof(int) || type == typeof(long));
        return new IntakeColumn(column.Name, column.StoreType, Nullable.GetUnderlyingType(type) ?? type, isNumbered);
    }

    private static object Read(DbDataReader reader, int i, Type type) => type switch
    {
        _ when type == typeof(string) => reader.GetString(i),
        _ when type == typeof(byte[]) => reader.GetFieldValue<byte[]>(i),
        _ when type == typeof(Guid) => reader.GetGuid(i),
        _ when type == typeof(int) => reader.GetInt32(i),
        _ when type == typeof(long) => reader.GetInt64(i),
        _ when type == typeof(bool) => reader.GetBoolean(i),
        _ when type == typeof(DateOnly) => reader.GetFieldValue<DateOnly>(i),
        _ when type == typeof(DateTimeOffset) => reader.GetFieldValue<DateTimeOffset>(i).ToUniversalTime(),
        _ => throw new NotSupportedException($"{type.Name} is not moved yet."),
    };
}

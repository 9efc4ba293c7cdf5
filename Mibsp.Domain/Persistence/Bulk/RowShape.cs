using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mibsp.Domain.Persistence.Bulk;

/// <summary>An entity that is to become a row, and the complaint it hangs on where it does not say so itself.</summary>
internal readonly record struct BulkRow(object Entity, Guid OwnerId);

/// <summary>How entities of a kind become rows: by the model, so that bulk and single rows look alike.</summary>
internal sealed class RowShape
{
    private const string Owner = "ComplaintId";

    private readonly Func<BulkRow, object?>[] _values;

    private RowShape(string table, IReadOnlyList<string> columns, Func<BulkRow, object?>[] values) => (Table, Columns, _values) = (table, columns, values);

    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Of entities whose owner sets <c>ComplaintId</c> by itself (<paramref name="isOwned"/>), it is taken from the row.</summary>
    public static RowShape Of<T>(MibspDbContext db, bool isOwned = false)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        var properties = type.GetProperties().Where(p => p.GetColumnName() is not null).ToList();
        return new RowShape(type.GetTableName()!, [.. properties.Select(p => p.GetColumnName())], [.. properties.Select(p => Reader(p, isOwned))]);
    }

    public object? Value(int column, BulkRow row) => _values[column](row);

    private static Func<BulkRow, object?> Reader(IProperty property, bool isOwned)
    {
        if (property.IsShadowProperty() || (isOwned && property.Name == Owner))
        {
            return property.Name == Owner ? row => row.OwnerId : throw new InvalidOperationException($"{property.Name} cannot be read off the entity.");
        }

        var getter = property.GetGetter();
        return property.GetTypeMapping().Converter is { } converter
            ? row => getter.GetClrValue(row.Entity) is { } value ? converter.ConvertToProvider(value) : null
            : row => getter.GetClrValue(row.Entity);
    }
}

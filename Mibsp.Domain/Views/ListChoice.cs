namespace Mibsp.Domain.Views;

/// <summary>What the administrators' list can show beside the number.</summary>
public enum ListColumn
{
    Status,
    Kind,
    Department,
    Service,
    Ward,
    Filed,
    Deadline,
    Officer,
    Outcome,
}

/// <summary>Which columns a person wants to see. Who has none chosen has the usual ones.</summary>
public sealed class ListChoice
{
    public const int ColumnsMaxLength = 200;

    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<ListColumn> Usual =
        [ListColumn.Status, ListColumn.Kind, ListColumn.Department, ListColumn.Service, ListColumn.Filed, ListColumn.Deadline, ListColumn.Officer];

    private ListChoice() { } // EF

    internal ListChoice(Guid userId) => UserId = userId;

    public Guid UserId { get; private set; }

    /// <summary>Their names with commas between. What is not a name any more is left out.</summary>
    public string Columns { get; private set; } = "";

    public IReadOnlyList<ListColumn> Chosen => [.. Enum.GetValues<ListColumn>().Where(column => Columns.Split(',').Contains($"{column}"))];

    internal void Choose(IEnumerable<ListColumn> columns) => Columns = string.Join(',', columns.Distinct().Order());
}

namespace Mibsp.Domain.Departments;

/// <summary>A part of the town.</summary>
public sealed class Ward
{
    public const int NameMaxLength = 60;
    public const int NumberMax = 9999;

    private Ward() { } // EF

    public Ward(int id, string name) => (Id, Name) = (id, name);

    /// <summary>The ward's own number.</summary>
    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Not offered to citizens any more; complaints keep it.</summary>
    public bool IsDisabled { get; private set; }

    public void Change(string name, bool isDisabled) => (Name, IsDisabled) = (name, isDisabled);
}

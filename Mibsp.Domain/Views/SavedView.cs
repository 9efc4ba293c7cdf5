using Mibsp.Domain.Common;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Views;

/// <summary>A filter of the queue that one person keeps under a name. Nobody else sees it.</summary>
public sealed class SavedView
{
    public const int NameMaxLength = 40;
    public const int QueryMaxLength = 500;

    private SavedView() { } // EF

    /// <summary>Refuses what <see cref="Rename"/> refuses, and a filter that is too long.</summary>
    public SavedView(Guid userId, string name, string query)
    {
        Require(query.Length <= QueryMaxLength, Refusal.TextTooLong);
        (Id, UserId, Query) = (Identifiers.Random(), userId, query);
        Rename(name);
    }

    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The queue's address behind its question mark. The page reads it as it reads any address: nonsense counts as not given.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Refuses a name that says nothing or is too long.</summary>
    public void Rename(string name)
    {
        Require(!string.IsNullOrWhiteSpace(name), Refusal.NameMissing);
        Require(name.Trim().Length <= NameMaxLength, Refusal.TextTooLong);
        Name = name.Trim();
    }
}

namespace Mibsp.Domain.Assignment;

/// <summary>Who gets the next complaint: pure functions of who may and what they have.</summary>
public static class AssignmentTurn
{
    /// <summary>The one after <paramref name="last"/> in the order of ids, which is the same everywhere; from the end on to the beginning. Null when nobody may.</summary>
    public static Guid? InTurn(IReadOnlyCollection<Guid> able, Guid? last)
    {
        var row = able.Order().ToList();
        return row.Count == 0 ? null : row.Find(id => last is { } before && id.CompareTo(before) > 0) is var next && next != Guid.Empty ? next : row[0];
    }

    /// <summary>The one with the least work; among equals the first in the order of ids after <paramref name="last"/>, so that not always the same one begins.</summary>
    public static Guid? LeastLoaded(IReadOnlyCollection<Guid> able, IReadOnlyDictionary<Guid, int> work, Guid? last)
    {
        var least = able.Count == 0 ? 0 : able.Min(id => work.GetValueOrDefault(id));
        return InTurn([.. able.Where(id => work.GetValueOrDefault(id) == least)], last);
    }
}

using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>
/// What one reason to see something shows of a page. Parts that are equal are the same rows, so that whoever asks for many pages at once reads
/// each part once. <paramref name="For"/> is nobody in particular where everybody of a role and department is shown the same.
/// </summary>
public sealed record ListPart(QueueFilter Filter, int Reason, Actor For, int Size)
{
    internal bool IsShared => For.UserId == Guid.Empty;

    /// <summary>The parts of the actor's page, of which each has up to <paramref name="size"/> rows.</summary>
    internal static IEnumerable<ListPart> Of(QueueFilter filter, Actor actor, int size)
    {
        var everybody = actor with { UserId = Guid.Empty };
        var walks = Enumerable.Empty<Complaint>().AsQueryable().WalksOf(actor);
        for (var reason = 0; reason < walks.Count; reason++)
        {
            var personal = walks[reason].Personal || filter.Scope is QueueScope.Mine;
            yield return new ListPart(filter, reason, personal ? actor : everybody, size);
        }
    }
}

/// <summary>The rows of a part, and from whom some of them are kept, where the part is not one person's.</summary>
public sealed record ListPartRows(IReadOnlyList<ComplaintRow> Rows, IReadOnlySet<Guid> KeptFrom);

using System.Collections.Concurrent;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>
/// What one reason to see something shows of a page. Parts that are equal are the same rows, so that whoever asks for many pages at once reads
/// each part once. <paramref name="For"/> is nobody in particular where everybody of a role and department is shown the same.
/// </summary>
public sealed record ListPart(QueueFilter Filter, int Reason, Actor For, int Size)
{
    private static readonly ConcurrentDictionary<StaffRole, IReadOnlyList<(bool Personal, bool OnlyOpen)>> _reasons = new();

    internal bool IsShared => For.UserId == Guid.Empty;

    /// <summary>It is about nothing but what one person has or answers for.</summary>
    public bool IsOwn => !IsShared && Personal(Reasons(For.Role)[Reason].Personal, Filter);

    /// <summary>The parts of the actor's page, of which each has up to <paramref name="size"/> rows.</summary>
    internal static IEnumerable<ListPart> Of(QueueFilter filter, Actor actor, int size)
    {
        var everybody = actor with { UserId = Guid.Empty };
        var reasons = Reasons(actor.Role);
        for (var reason = 0; reason < reasons.Count; reason++)
        {
            if (filter.Status is not ComplaintStatus.Closed || !reasons[reason].OnlyOpen)
            {
                yield return new ListPart(filter, reason, Personal(reasons[reason].Personal, filter) ? actor : everybody, size);
            }
        }
    }

    private static bool Personal(bool reason, QueueFilter filter) => reason || filter.Scope is QueueScope.Mine;

    // Which of the walks are personal is asked for each part of each page; the walks themselves are costly to make.
    private static IReadOnlyList<(bool Personal, bool OnlyOpen)> Reasons(StaffRole role) => _reasons.GetOrAdd(
        role, asked => [.. Enumerable.Empty<Complaint>().AsQueryable().WalksOf(new Actor(Guid.Empty, asked, null)).Select(walk => (walk.Personal, walk.OnlyOpen))]);
}

/// <summary>The rows of a part, and from whom some of them are kept, where the part is not one person's.</summary>
public sealed record ListPartRows(IReadOnlyList<ComplaintRow> Rows, IReadOnlySet<Guid> KeptFrom);

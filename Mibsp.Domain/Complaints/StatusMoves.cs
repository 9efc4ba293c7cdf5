using System.Collections.Frozen;
using Mibsp.Domain.Common;

namespace Mibsp.Domain.Complaints;

/// <summary>The status machine as a table. What is not in it is refused.</summary>
public static class StatusMoves
{
    private static readonly FrozenSet<(ComplaintStatus From, ComplaintStatus To, Party By)> _allowed = new[]
    {
        (ComplaintStatus.Pending, ComplaintStatus.UnderReview, Party.Staff),
        (ComplaintStatus.UnderReview, ComplaintStatus.AwaitingCitizen, Party.Staff),
        (ComplaintStatus.AwaitingCitizen, ComplaintStatus.UnderReview, Party.Citizen),
        (ComplaintStatus.AwaitingCitizen, ComplaintStatus.UnderReview, Party.Staff),
        (ComplaintStatus.UnderReview, ComplaintStatus.ActionTaken, Party.Staff),
        (ComplaintStatus.ActionTaken, ComplaintStatus.Closed, Party.Citizen),
        (ComplaintStatus.ActionTaken, ComplaintStatus.Closed, Party.System),
        (ComplaintStatus.ActionTaken, ComplaintStatus.Reopened, Party.Citizen),
        (ComplaintStatus.Reopened, ComplaintStatus.UnderReview, Party.Staff),

        // Withdrawing: the citizen's at any time.
        (ComplaintStatus.Pending, ComplaintStatus.Closed, Party.Citizen),
        (ComplaintStatus.UnderReview, ComplaintStatus.Closed, Party.Citizen),
        (ComplaintStatus.AwaitingCitizen, ComplaintStatus.Closed, Party.Citizen),
        (ComplaintStatus.Reopened, ComplaintStatus.Closed, Party.Citizen),
    }.ToFrozenSet();

    public static bool Allow(ComplaintStatus from, ComplaintStatus to, Party by) => _allowed.Contains((from, to, by));
}

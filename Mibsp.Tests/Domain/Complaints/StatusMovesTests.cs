using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using static Mibsp.Domain.Complaints.ComplaintStatus;

namespace Mibsp.Tests.Domain.Complaints;

/// <summary>The status machine, move by move. The list is written by hand: a move that is added must be added here, too.</summary>
public sealed class StatusMovesTests
{
    private static readonly HashSet<(ComplaintStatus, ComplaintStatus, Party)> _allowed =
    [
        (Pending, UnderReview, Party.Staff),
        (UnderReview, AwaitingCitizen, Party.Staff),
        (UnderReview, ActionTaken, Party.Staff),
        (AwaitingCitizen, UnderReview, Party.Staff),
        (AwaitingCitizen, UnderReview, Party.Citizen),
        (ActionTaken, Closed, Party.Citizen),
        (ActionTaken, Closed, Party.System),
        (ActionTaken, Reopened, Party.Citizen),
        (Reopened, UnderReview, Party.Staff),
        (Pending, Closed, Party.Citizen),
        (UnderReview, Closed, Party.Citizen),
        (AwaitingCitizen, Closed, Party.Citizen),
        (Reopened, Closed, Party.Citizen),
    ];

    private static readonly Dictionary<string, (ComplaintStatus To, Action<Complaint, Stamp> Do)> _methods = new()
    {
        [nameof(Complaint.StartReview)] = (UnderReview, (c, s) => c.StartReview("Going on.", s, Paper.Cipher)),
        [nameof(Complaint.AwaitCitizen)] = (AwaitingCitizen, (c, s) => c.AwaitCitizen(s)),
        [nameof(Complaint.ProposeClosing)] = (ActionTaken, (c, s) => c.ProposeClosing(ComplaintOutcome.Resolved, "Mended.", s, Paper.Cipher)),
        [nameof(Complaint.Confirm)] = (Closed, (c, s) => c.Confirm(s)),
        [nameof(Complaint.Withdraw)] = (Closed, (c, s) => c.Withdraw(s)),
        [nameof(Complaint.CloseForSilence)] = (Closed, (c, s) => c.CloseForSilence(s)),
        [nameof(Complaint.Contest)] = (Reopened, (c, s) => c.Contest("It is not.", Paper.IntegrityCell, s, Paper.Cipher)),
    };

    public static TheoryData<ComplaintStatus, ComplaintStatus, Party> Triples => [..
        from at in Enum.GetValues<ComplaintStatus>()
        from to in Enum.GetValues<ComplaintStatus>()
        from who in Enum.GetValues<Party>()
        select new TheoryDataRow<ComplaintStatus, ComplaintStatus, Party>(at, to, who)];

    public static TheoryData<ComplaintStatus, string, Party> Acts => [..
        from at in Enum.GetValues<ComplaintStatus>()
        from method in _methods.Keys
        from who in Enum.GetValues<Party>()
        select new TheoryDataRow<ComplaintStatus, string, Party>(at, method, who)];

    [Theory, MemberData(nameof(Triples))]
    public void The_table_says(ComplaintStatus at, ComplaintStatus to, Party by)
        => Assert.Equal(_allowed.Contains((at, to, by)), StatusMoves.Allow(at, to, by));

    [Theory, MemberData(nameof(Acts))]
    public void The_entity_does_what_is_allowed_and_refuses_the_rest_untouched(ComplaintStatus at, string method, Party by)
    {
        var complaint = Paper.At(at);
        var (to, act) = _methods[method];
        var (version, lines, officer) = (complaint.Version, complaint.TimelineLength, complaint.OfficerId);

        if (_allowed.Contains((at, to, by)) && IsOf(method, at, by))
        {
            act(complaint, Paper.By(by));

            Assert.Equal((to, version + 1, lines + 1), (complaint.Status, complaint.Version, complaint.TimelineLength));
            Assert.Equal((at, to, by, lines + 1), (complaint.History[^1].From, complaint.History[^1].To, complaint.History[^1].By, complaint.History[^1].Number));
            return;
        }

        Paper.Refused(Refusal.WrongStatus, () => act(complaint, Paper.By(by)));
        Assert.Equal((at, version, lines, officer), (complaint.Status, complaint.Version, complaint.TimelineLength, complaint.OfficerId));
        Assert.Equal(lines, complaint.History.Count);
    }

    // Three ways lead to the end: one agrees to what is proposed, the other is free but the citizen's alone, the third is the portal's.
    private static bool IsOf(string method, ComplaintStatus at, Party by) => method switch
    {
        nameof(Complaint.Confirm) => at is ActionTaken && by is Party.Citizen,
        nameof(Complaint.Withdraw) => by is Party.Citizen,
        nameof(Complaint.CloseForSilence) => by is Party.System,
        _ => true,
    };

    [Fact]
    public void Every_status_can_be_reached_and_none_but_closed_is_an_end()
    {
        Assert.All(Enum.GetValues<ComplaintStatus>().Except([Pending]), status => Assert.Contains(_allowed, move => move.Item2 == status));
        Assert.All(Enum.GetValues<ComplaintStatus>().Except([Closed]), status => Assert.Contains(_allowed, move => move.Item1 == status));
        Assert.DoesNotContain(_allowed, move => move.Item1 is Closed || move.Item2 is Pending);
    }
}

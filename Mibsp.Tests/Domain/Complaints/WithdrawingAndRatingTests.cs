using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;

namespace Mibsp.Tests.Domain.Complaints;

/// <summary>How a citizen ends a complaint themselves, and what they may say of it at the end.</summary>
public sealed class WithdrawingAndRatingTests
{
    [Theory]
    [InlineData(ComplaintStatus.Pending)]
    [InlineData(ComplaintStatus.UnderReview)]
    [InlineData(ComplaintStatus.AwaitingCitizen)]
    [InlineData(ComplaintStatus.ActionTaken)]
    [InlineData(ComplaintStatus.Reopened)]
    public void An_open_complaint_is_withdrawn_from_wherever_it_stands(ComplaintStatus status)
    {
        var complaint = Paper.At(status);
        var officer = complaint.OfficerId;

        complaint.Withdraw(Paper.Citizen);

        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.Withdrawn, Paper.Today), (complaint.Status, complaint.Outcome, complaint.ClosedOn));
        Assert.Equal(officer, complaint.OfficerId);
        Assert.Equal((status, Party.Citizen), (complaint.History[^1].From, complaint.History[^1].By));
        Paper.Refused(Refusal.WrongStatus, () => complaint.Withdraw(Paper.Citizen));
    }

    [Fact]
    public void A_withdrawn_complaint_is_moved_by_nobody_any_more()
    {
        var complaint = Paper.At(ComplaintStatus.UnderReview);
        complaint.Withdraw(Paper.Citizen);

        Paper.Refused(Refusal.WrongStatus, () => complaint.AssignTo(Paper.Colleague, Paper.By(Paper.Officer)));
        Paper.Refused(Refusal.WrongStatus, () => complaint.Confirm(Paper.Citizen));
        Assert.Equal(ComplaintOutcome.Withdrawn, complaint.Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_closed_complaint_is_rated_once(int stars)
    {
        var complaint = Paper.At(ComplaintStatus.Closed);

        complaint.Rate(stars);

        Assert.Equal(stars, complaint.Rating);
        Paper.Refused(Refusal.AlreadyRated, () => complaint.Rate(3));
        Assert.Equal(stars, complaint.Rating);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void There_are_five_ratings(int stars)
        => Paper.Refused(Refusal.RatingMissing, () => Paper.At(ComplaintStatus.Closed).Rate(stars));

    [Fact]
    public void An_open_complaint_is_not_rated() => Assert.All(
        Enum.GetValues<ComplaintStatus>().Where(s => s.IsOpen()),
        status => Paper.Refused(Refusal.WrongStatus, () => Paper.At(status).Rate(5)));
}

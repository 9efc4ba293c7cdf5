using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;

namespace Mibsp.Tests.Domain.Complaints;

/// <summary>What a complaint insists upon beyond the table of moves.</summary>
public sealed class ComplaintTests
{
    [Fact]
    public void A_new_complaint_has_one_line_no_officer_and_no_time_of_day()
    {
        var complaint = Paper.Filed();

        var line = Assert.Single(complaint.History);
        Assert.Equal((null, ComplaintStatus.Pending, Party.Citizen, 1), (line.From, line.To, line.By, line.Number));
        Assert.Null(line.UserId);
        Assert.Null(complaint.OfficerId);
        Assert.Equal((Paper.Today, 1, 1), (complaint.FiledOn, complaint.Version, complaint.TimelineLength));
    }

    [Fact]
    public void Ids_of_complaints_are_random_and_not_a_clock() => Assert.All(
        Enumerable.Range(0, 100).Select(_ => Paper.Filed().Id), id => Assert.Equal((4, true), (id.Version, id.Variant is >= 8 and <= 0xB)));

    [Fact]
    public void Who_takes_a_complaint_has_it()
    {
        var complaint = Paper.Filed();

        complaint.Take(Paper.By(Paper.Officer));

        Assert.Equal((Paper.Officer, ComplaintStatus.UnderReview), (complaint.OfficerId, complaint.Status));
    }

    [Fact]
    public void What_somebody_has_cannot_be_taken()
    {
        var complaint = Paper.At(ComplaintStatus.UnderReview);

        Paper.Refused(Refusal.AlreadyTaken, () => complaint.Take(Paper.By(Paper.Colleague)));

        Assert.Equal(Paper.Officer, complaint.OfficerId);
    }

    [Fact]
    public void Neither_a_citizen_nor_the_system_takes_a_complaint()
    {
        Assert.All([Party.Citizen, Party.System], party =>
        {
            var complaint = Paper.Filed();
            Paper.Refused(Refusal.WrongStatus, () => complaint.Take(Paper.By(party)));
        });
    }

    [Theory]
    [InlineData(ComplaintStatus.Pending)]
    [InlineData(ComplaintStatus.UnderReview)]
    [InlineData(ComplaintStatus.AwaitingCitizen)]
    [InlineData(ComplaintStatus.ActionTaken)]
    [InlineData(ComplaintStatus.Reopened)]
    public void Assigning_an_open_complaint_moves_the_work_and_not_the_status(ComplaintStatus status)
    {
        var complaint = Paper.At(status);
        var version = complaint.Version;

        complaint.AssignTo(Paper.Colleague, Paper.By(Paper.Officer));

        Assert.Equal((Paper.Colleague, status, version + 1), (complaint.OfficerId, complaint.Status, complaint.Version));
    }

    [Fact]
    public void A_closed_complaint_is_not_assigned()
        => Paper.Refused(Refusal.WrongStatus, () => Paper.At(ComplaintStatus.Closed).AssignTo(Paper.Colleague, Paper.By(Paper.Officer)));

    [Fact]
    public void A_contested_closing_puts_the_officer_out_of_the_case()
    {
        var complaint = Paper.At(ComplaintStatus.Reopened);

        Assert.Null(complaint.OfficerId);
        Assert.Null(complaint.Outcome);
        Assert.Null(complaint.ProposedOn);
        Assert.Equal(1, complaint.Contests);
        Assert.Equal([Paper.Officer], complaint.Recusals.Select(r => r.UserId));
        Paper.Refused(Refusal.OfficerNotEligible, () => complaint.AssignTo(Paper.Officer, Paper.By(Paper.Colleague)));
    }

    [Fact]
    public void Who_was_recused_cannot_take_the_complaint_either()
        => Paper.Refused(Refusal.OfficerNotEligible, () => Paper.At(ComplaintStatus.Reopened).Take(Paper.By(Paper.Officer)));

    [Fact]
    public void A_head_who_proposed_for_an_officer_is_out_of_the_case_and_so_is_the_officer()
    {
        var complaint = Paper.At(ComplaintStatus.UnderReview);
        complaint.ProposeClosing(ComplaintOutcome.Unfounded, "Nothing found.", Paper.By(Paper.Colleague), Paper.Cipher);

        complaint.Contest("There is.", Paper.IntegrityCell, Paper.Citizen, Paper.Cipher);

        Assert.Equal([Paper.Officer, Paper.Colleague], complaint.Recusals.Select(r => r.UserId).Order());
    }

    [Fact]
    public void Passing_the_work_on_after_proposing_does_not_keep_the_proposer_in_the_case()
    {
        var complaint = Paper.At(ComplaintStatus.ActionTaken);
        complaint.AssignTo(Paper.Colleague, Paper.By(Paper.Officer));

        complaint.Contest("It is not.", Paper.IntegrityCell, Paper.Citizen, Paper.Cipher);

        Assert.Contains(complaint.Recusals, r => r.UserId == Paper.Officer);
    }

    [Fact]
    public void The_third_contest_goes_to_the_integrity_cell_and_not_the_second()
    {
        var complaint = Paper.Filed();
        var departments = new List<int>();
        for (byte round = 1; round <= 3; round++)
        {
            var officer = new Guid(round, 0, 0, new byte[8]);
            complaint.Take(Paper.By(officer));
            complaint.ProposeClosing(ComplaintOutcome.Resolved, "Mended.", Paper.By(officer), Paper.Cipher);
            complaint.Contest("It is not.", Paper.IntegrityCell, Paper.Citizen, Paper.Cipher);
            departments.Add(complaint.DepartmentId);
        }

        Assert.Equal([Paper.Department, Paper.Department, Paper.IntegrityCell], departments);
        Assert.Equal((3, 3, Paper.Department), (complaint.Contests, complaint.Recusals.Count, complaint.NamedDepartmentId));
    }

    [Theory]
    [InlineData(ComplaintOutcome.Resolved, true)]
    [InlineData(ComplaintOutcome.Unfounded, true)]
    [InlineData(ComplaintOutcome.Duplicate, true)]
    [InlineData(ComplaintOutcome.OutsideOurPowers, true)]
    [InlineData(ComplaintOutcome.Withdrawn, false)]
    [InlineData(ComplaintOutcome.NoAnswer, false)]
    public void Officers_propose_only_what_is_theirs_to_say(ComplaintOutcome outcome, bool theirs)
    {
        var complaint = Paper.At(ComplaintStatus.UnderReview);
        if (!theirs)
        {
            Paper.Refused(Refusal.WrongStatus, () => complaint.ProposeClosing(outcome, "Because.", Paper.By(Paper.Officer), Paper.Cipher));
            Assert.Null(complaint.Outcome);
            return;
        }

        complaint.ProposeClosing(outcome, "Because.", Paper.By(Paper.Officer), Paper.Cipher);
        complaint.Confirm(Paper.Citizen);

        Assert.Equal((outcome, Paper.Today, Paper.Today), (complaint.Outcome, complaint.ProposedOn, complaint.ClosedOn));
    }

    [Fact]
    public void Silence_closes_with_no_answer_whatever_was_proposed()
    {
        var complaint = Paper.At(ComplaintStatus.ActionTaken);

        complaint.CloseForSilence(Paper.By(Party.System));

        Assert.Equal((ComplaintOutcome.NoAnswer, Paper.Today), (complaint.Outcome, complaint.ClosedOn));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    public void Proposing_and_contesting_need_a_reason(string note)
    {
        Paper.Refused(Refusal.NoteMissing, () => Paper.At(ComplaintStatus.UnderReview).ProposeClosing(ComplaintOutcome.Resolved, note, Paper.By(Paper.Officer), Paper.Cipher));
        Paper.Refused(Refusal.NoteMissing, () => Paper.At(ComplaintStatus.ActionTaken).Contest(note, Paper.IntegrityCell, Paper.Citizen, Paper.Cipher));
    }

    [Fact]
    public void A_note_may_be_as_long_as_its_column_and_no_longer()
    {
        var (longest, tooLong) = (new string('x', StatusChange.NoteMaxLength), new string('x', StatusChange.NoteMaxLength + 1));
        var complaint = Paper.At(ComplaintStatus.UnderReview);
        Paper.Refused(Refusal.TextTooLong, () => complaint.ProposeClosing(ComplaintOutcome.Resolved, tooLong, Paper.By(Paper.Officer), Paper.Cipher));
        Assert.Null(complaint.Outcome);

        complaint.ProposeClosing(ComplaintOutcome.Resolved, longest + "  ", Paper.By(Paper.Officer), Paper.Cipher);
        Paper.Refused(Refusal.TextTooLong, () => complaint.Contest(tooLong, Paper.IntegrityCell, Paper.Citizen, Paper.Cipher));

        Assert.Equal(longest, complaint.History[^1].ReadNote(Paper.Cipher));
        Assert.Empty(complaint.Recusals);
        Assert.Equal(0, complaint.Contests);
    }

    [Fact]
    public void Lines_are_numbered_without_gaps_across_all_kinds()
    {
        var complaint = Paper.Filed();

        Assert.Equal(2, complaint.NextNumber());
        complaint.Take(Paper.By(Paper.Officer));
        Assert.Equal(4, complaint.NextNumber());

        Assert.Equal([1, 3], complaint.History.Select(h => h.Number));
    }
}

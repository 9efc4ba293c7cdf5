using Mibsp.Web.Flood;

namespace Mibsp.Tests.Web.Flood;

/// <summary>Who is let in at once, who has to wait for how long, and that nobody is kept out.</summary>
public sealed class FloodGateTests
{
    private readonly Gate _gate = new();

    [Fact]
    public void With_the_work_done_a_form_is_let_in_at_once()
        => Assert.True(_gate.Admit(_gate.Open().Solve()).IsAdmitted);

    [Fact]
    public void A_solved_token_works_once()
    {
        // GlobaLeaks #2776: one solved token was replayed for any number of reports.
        var work = _gate.Open().Solve();
        var replayed = Gate.Copy(work);
        Assert.True(_gate.Admit(work).IsAdmitted);

        var again = _gate.Admit(replayed);

        Assert.Equal(Admission.Anew, again);
        Assert.NotEqual(work.Token, replayed.Token);
        Assert.Equal("", replayed.Answer);
    }

    [Fact]
    public void Sending_the_same_complaint_twice_with_one_token_is_let_through_and_another_one_is_not()
    {
        var work = _gate.Open().Solve();
        var (same, other) = (Gate.Copy(work), Gate.Copy(work));
        Assert.True(_gate.Admit(work, use: "MIB-1").IsAdmitted);

        Assert.True(_gate.Admit(same, use: "MIB-1").IsAdmitted);
        Assert.False(_gate.Admit(other, use: "MIB-2").IsAdmitted);
    }

    [Fact]
    public void A_token_is_of_no_use_on_another_form()
    {
        var work = _gate.Open("one").Solve();

        Assert.False(_gate.Admit(Gate.Copy(work), "other").IsAdmitted);
        Assert.False(_gate.Admit(Gate.Copy(work), "one", purpose: FormPurpose.Visit).IsAdmitted);
        Assert.True(_gate.Admit(work, "one").IsAdmitted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%%%")]
    public void A_forged_token_gets_a_new_one_and_no_error(string token)
    {
        var work = _gate.Open().Solve();
        work.Token = token;

        Assert.False(_gate.Admit(work).IsAdmitted);
        Assert.True(_gate.Admit(work.Solve()).IsAdmitted);
    }

    [Fact]
    public void A_token_is_good_for_two_hours()
    {
        var (early, late) = (_gate.Open().Solve(), _gate.Open().Solve());
        _gate.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.True(_gate.Admit(early).IsAdmitted);
        _gate.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.False(_gate.Admit(late).IsAdmitted);
    }

    [Fact]
    public void A_token_outlives_a_restart_and_its_complaint_stays_one()
    {
        var work = _gate.Open().Solve();
        var before = Gate.Copy(work);
        Assert.True(_gate.Admit(before, use: "MIB-1").IsAdmitted);

        _gate.Restart();

        // What was spent is forgotten; the tracking ID makes a second sending the same complaint (WizardFormTests).
        Assert.True(_gate.Admit(work, use: "MIB-1").IsAdmitted);
        Assert.False(_gate.Admit(before, use: "MIB-2").IsAdmitted);
    }

    [Fact]
    public void Without_script_a_form_is_let_in_after_some_seconds_and_is_told_how_many()
    {
        var work = _gate.Open();
        _gate.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _gate.Admit(work).Seconds);

        _gate.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(_gate.Admit(work).IsAdmitted);
        Assert.False(_gate.Admit(work).IsAdmitted);
    }

    [Fact]
    public void In_a_flood_it_is_a_minute_and_never_more_than_that_to_be_old_enough()
    {
        var work = _gate.Open();
        _gate.Flood();
        Assert.Equal(60, _gate.Admit(work).Seconds);

        _gate.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.True(_gate.Admit(work).IsAdmitted);
    }

    [Fact]
    public void The_work_follows_the_load_and_falls_with_it()
    {
        Assert.Equal(11, _gate.Open().Bits);
        _gate.Flood();
        Assert.Equal(15, _gate.Open().Bits);
        _gate.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(11, _gate.Open().Bits);
    }

    [Fact]
    public void Work_that_was_laid_up_in_quiet_times_is_not_enough_in_a_flood_and_work_begun_just_now_is()
    {
        var hoarded = _gate.Open().Solve();
        _gate.Clock.Advance(TimeSpan.FromMinutes(30));
        var fresh = _gate.Open().Solve();
        _gate.Flood();

        Assert.True(_gate.Admit(fresh).IsAdmitted);
        Assert.Equal(Admission.Anew, _gate.Admit(hoarded));
        Assert.Equal(15, hoarded.Bits);
        Assert.True(_gate.Admit(hoarded.Solve()).IsAdmitted);
    }

    [Fact]
    public void The_wizard_keeps_its_token_and_its_answer_from_step_to_step()
    {
        var work = _gate.Open().Solve();

        var next = _gate.Door.Open(FormPurpose.Filing, "form", work.Token, work.Answer, null);
        var forged = _gate.Door.Open(FormPurpose.Filing, "form", work.Token, "1.2.3", null);

        Assert.Equal((work.Token.Length, work.Nonce, work.Answer), (next.Token.Length, next.Nonce, next.Answer));
        Assert.Equal("", forged.Answer);
        Assert.NotEqual(work.Nonce, _gate.Door.Open(FormPurpose.Filing, "other", work.Token, work.Answer, null).Nonce);
    }
}

using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;

namespace Mibsp.Tests.Domain.Escalation;

/// <summary>
/// A complaint led along a path of moves with days in between, and beside it a diary that writes down, day by day and by other
/// means than the spans, whose day it was.
/// </summary>
internal sealed class EveryPath
{
    private readonly Roster _roster = PaperTown.Roster();
    private readonly Dictionary<(ChargeTo To, int Department, Guid? User), int> _diary = [];
    private readonly Dictionary<ClockState, int> _stood = [];

    public EveryPath(ComplaintKind kind)
    {
        Complaint = PaperTown.File(kind);
        Settle();
    }

    public Complaint Complaint { get; }

    public DateOnly Today { get; private set; } = PaperTown.Start;

    private CaseReckoning Reckoning => new(_roster, PaperTown.Calendar, ClockRules.Usual);

    /// <summary>Every move that somebody could try; those that the rules refuse leave everything as it was.</summary>
    public static readonly IReadOnlyList<(string Name, Action<EveryPath> Do)> Moves =
    [
        ("take", p => p.Complaint.Take(p.Staff(p.Free()))),
        ("ask", p => p.Complaint.AwaitCitizen(p.Officer())),
        ("answer", p => p.Complaint.StartReview(null, Stamp.Citizen(p.Today), PaperTown.Cipher)),
        ("go on", p => p.Complaint.StartReview(null, p.Officer(), PaperTown.Cipher)),
        ("propose", p => p.Complaint.ProposeClosing(ComplaintOutcome.Resolved, "Done.", p.Officer(), PaperTown.Cipher)),
        ("approve", p => p.Complaint.ApproveClosing(p.Staff(PaperTown.Commissioner), PaperTown.Cipher)),
        ("confirm", p => p.Complaint.Confirm(Stamp.Citizen(p.Today))),
        ("contest", p => p.Complaint.Contest("No.", PaperTown.Cell, Stamp.Citizen(p.Today), PaperTown.Cipher)),
        ("silence", p => p.Complaint.CloseForSilence(Stamp.System(p.Today))),
        ("withdraw", p => p.Complaint.Withdraw(Stamp.Citizen(p.Today))),
        ("transfer", p => p.Complaint.TransferTo(
            p.Complaint.DepartmentId == PaperTown.Water ? PaperTown.Roads : PaperTown.Water, false, PaperTown.Calendar, ClockRules.Usual, p.Staff(PaperTown.Administrator))),
        ("block", p => p.Complaint.BlockOn(p.Complaint.DepartmentId == PaperTown.Roads ? PaperTown.Water : PaperTown.Roads, "The valve.", p.Officer(), PaperTown.Cipher)),
        ("unblock", p => p.Complaint.Unblock(p.Officer())),
        ("recuse", p => p.Complaint.Recuse(p.Complaint.OfficerId ?? throw new RuleBrokenException(Refusal.WrongStatus), p.Officer())),
    ];

    /// <summary>False when the rules refuse the move.</summary>
    public bool Try(Action<EveryPath> move)
    {
        try
        {
            move(this);
        }
        catch (RuleBrokenException)
        {
            return false;
        }

        Settle();
        return true;
    }

    /// <summary>Days go by, each looked at as the ladder's job does.</summary>
    public void Pass(int days)
    {
        for (var i = 0; i < days; i++)
        {
            Write(Today.AddDays(1));
            Today = Today.AddDays(1);
            Reckoning.BringUp(Complaint, Today);
            CheckNow();
        }
    }

    public void CheckNow()
    {
        var (complaint, spans) = (Complaint, Complaint.Spans);
        Assert.Equal(complaint.Status.IsOpen() ? 1 : 0, spans.Count(s => s.UntilOn is null));
        if (complaint.Status.IsOpen())
        {
            var accountable = Assert.NotNull(complaint.AccountableId);
            Assert.Equal(accountable, spans[^1].AccountableId);
            Assert.DoesNotContain(complaint.Recusals, r => r.UserId == accountable);
        }
        else
        {
            Assert.Null(complaint.AccountableId);
        }

        // From the first day to the last, without a gap, each span somebody's.
        Assert.Equal(complaint.FiledOn, spans[0].FromOn);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.UntilOn, pair.Second.FromOn));
        Assert.All(spans, span => Assert.NotNull(span.AccountableId));
        Assert.True(complaint.LateAfterOn >= complaint.DeadlineOn);
    }

    public void CheckCharges()
    {
        var charges = Charge.Of(Complaint.Spans, PaperTown.Calendar, ClockRules.Usual, Today);
        var charged = charges.GroupBy(c => (c.To, c.DepartmentId, c.UserId)).ToDictionary(g => g.Key, g => g.Sum(c => c.Units));
        Assert.Equal(_diary.Where(d => d.Value > 0).OrderBy(d => d.Key.ToString()), charged.OrderBy(c => c.Key.ToString()));
        Assert.Equal(PaperTown.Calendar.Between(Complaint.FiledOn, Complaint.ClosedOn ?? Today), charges.Sum(c => c.Units));
        Assert.True(charges.Where(c => c.To is ChargeTo.Blocker).Sum(c => c.Units) <= ClockRules.Usual.Cap(ClockState.Blocked));
        Assert.True(_stood.GetValueOrDefault(ClockState.AwaitingCitizen) <= ClockRules.Usual.Cap(ClockState.AwaitingCitizen));
    }

    /// <summary>The half days of this person, as the diary has them.</summary>
    public int DiaryOf(Guid userId) => _diary.Where(d => d.Key.To is ChargeTo.Holder && d.Key.User == userId).Sum(d => d.Value);

    private void Settle()
    {
        var before = Complaint.DeadlineOn;
        Reckoning.Settle(Complaint, Today);
        Assert.True(Complaint.DeadlineOn >= before, $"The deadline went back from {before} to {Complaint.DeadlineOn}.");
        CheckNow();
    }

    /// <summary>Whose the coming day is: of whoever has the complaint now.</summary>
    private void Write(DateOnly day)
    {
        if (!Complaint.Status.IsOpen())
        {
            return;
        }

        var units = PaperTown.Calendar.Units(day);
        var (state, apart) = (Complaint.Clock, 0);
        if (state is not ClockState.Running)
        {
            apart = state is ClockState.AwaitingConfirmation ? units : Math.Min(units, ClockRules.Usual.Cap(state) - _stood.GetValueOrDefault(state));
            _stood[state] = _stood.GetValueOrDefault(state) + apart;
            var to = state is ClockState.Blocked ? ChargeTo.Blocker : ChargeTo.Citizen;
            Add((to, Complaint.BlockedByDepartmentId ?? Complaint.DepartmentId, null), apart);
        }

        Add((ChargeTo.Holder, Complaint.DepartmentId, Complaint.OfficerId ?? Complaint.AccountableId), units - apart);
    }

    private void Add((ChargeTo, int, Guid?) whose, int units) => _diary[whose] = _diary.GetValueOrDefault(whose) + units;

    private Stamp Staff(Guid userId) => Stamp.Staff(userId, Today);

    private Stamp Officer() => Staff(Complaint.OfficerId ?? throw new RuleBrokenException(Refusal.TakeItFirst));

    private Guid Free() => new[] { PaperTown.Asha, PaperTown.Bela, PaperTown.Chand, PaperTown.HeadOfWater, PaperTown.HeadOfRoads, PaperTown.Dev, PaperTown.Esha }
        .Where(id => PaperTown.People.Single(p => p.Id == id).DepartmentId == Complaint.DepartmentId && Complaint.Recusals.All(r => r.UserId != id))
        .Cast<Guid?>().FirstOrDefault() ?? throw new RuleBrokenException(Refusal.OfficerNotEligible);
}

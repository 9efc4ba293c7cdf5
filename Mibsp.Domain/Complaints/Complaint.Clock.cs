using Mibsp.Domain.Clock;
using Mibsp.Domain.Escalation;

namespace Mibsp.Domain.Complaints;

/// <summary>The complaint's clock: whose days its days are, when it is late, how far up the ladder it is and who answers for it.</summary>
public sealed partial class Complaint
{
    private readonly List<CaseSpan> _spans = [];
    private readonly List<LadderStep> _steps = [];

    /// <summary>Working days its service gives.</summary>
    public int Days { get; private set; }

    /// <summary>Counts how often the clock began: 0 with the filing, then one more with each transfer and each reopening.</summary>
    public int Round { get; private set; }

    /// <summary>The day on which the round began, which does not count.</summary>
    public DateOnly RoundOn { get; private set; }

    /// <summary>Half days of the round, pauses apart.</summary>
    public int AllowanceUnits { get; private set; }

    /// <summary>Half days by which pauses move the round's deadline, up to the cap for one that lasts.</summary>
    public int GrantUnits { get; private set; }

    /// <summary>The last day to settle it in time. Never moved to an earlier day.</summary>
    public DateOnly DeadlineOn { get; private set; }

    /// <summary>It is delayed after this day: the deadline, or a later one while the clock stands still.</summary>
    public DateOnly LateAfterOn { get; private set; }

    public Rung Rung { get; private set; }

    /// <summary>The one person who answers for it; null when it is closed.</summary>
    public Guid? AccountableId { get; private set; }

    /// <summary>The day on which the next mark of the ladder is due; null when there is none.</summary>
    public DateOnly? NextMarkOn { get; private set; }

    /// <summary>The last day up to which ladder and accountable person were worked out.</summary>
    public DateOnly ReckonedOn { get; private set; }

    /// <summary>Who had it, and on which days. Complete, in order.</summary>
    public IReadOnlyList<CaseSpan> Spans => _spans;

    /// <summary>The marks of the ladder that were reached, of all rounds.</summary>
    public IReadOnlyList<LadderStep> Steps => _steps;

    public ClockState Clock => Status switch
    {
        ComplaintStatus.AwaitingCitizen => ClockState.AwaitingCitizen,
        ComplaintStatus.ActionTaken => ClockState.AwaitingConfirmation,
        _ => BlockedByDepartmentId is null ? ClockState.Running : ClockState.Blocked,
    };

    /// <summary>The marks not reached yet in this round, each with its day, in order.</summary>
    public IEnumerable<(LadderMark Mark, DateOnly On)> MarksToCome(MunicipalCalendar calendar, ClockRules rules)
        => Status.IsOpen()
            ? Ladder.Marks(RoundOn, AllowanceUnits, GrantUnits, LateAfterOn, calendar, rules).Where(m => _steps.All(s => s.Round != Round || s.Mark != m.Mark))
            : [];

    /// <summary>Reads the clock anew after an act. Needs <see cref="Spans"/> loaded.</summary>
    internal void ReadClock(MunicipalCalendar calendar, ClockRules rules)
    {
        var face = ClockFace.Read(Round, RoundOn, AllowanceUnits, _spans, calendar, rules);
        GrantUnits = face.GrantUnits;
        DeadlineOn = Later(DeadlineOn, face.DeadlineOn);
        LateAfterOn = Later(DeadlineOn, face.LateAfterOn);
    }

    /// <summary>Somebody answers for it from <paramref name="on"/>; nothing happens when they do already.</summary>
    internal void AnswerTo(Guid userId, DateOnly on)
    {
        AccountableId = userId;
        if (_spans[^1] is not { AccountableId: { } before } open || before == userId)
        {
            _spans[^1].AnswerTo(userId);
            return;
        }

        open.End(on);
        Open(on).AnswerTo(userId);
    }

    /// <summary>Says who answered on days of which it was not written down: of complaints that came here with a past.</summary>
    internal void AnswerForThePast(Func<CaseSpan, Guid?> who)
    {
        foreach (var span in _spans.Where(s => s.AccountableId is null))
        {
            if (who(span) is { } userId)
            {
                span.AnswerTo(userId);
            }
        }
    }

    /// <summary>Notes that a mark was reached and, where it leads up a rung, goes there.</summary>
    internal void Climb(LadderMark mark)
    {
        if (Ladder.RungOf(mark) is { } rung && rung > Rung)
        {
            Rung = rung;
        }
    }

    internal LadderStep Note(LadderMark mark, DateOnly on, Guid? told)
    {
        var step = new LadderStep(Round, mark, on, told);
        _steps.Add(step);
        return step;
    }

    /// <summary>Half days of a round that begins with a contest, of a complaint whose service gives so many days.</summary>
    internal static int ReopenedUnits(int days) => Math.Max(ReopenedDaysMin, (days + 1) / 2) * MunicipalCalendar.Day;

    internal void Reckoned(DateOnly on, DateOnly? nextMarkOn) => (ReckonedOn, NextMarkOn) = (on, nextMarkOn);

    private void StartClock(int days, DateOnly deadlineOn, DateOnly on)
    {
        (Days, RoundOn, ReckonedOn, AllowanceUnits) = (days, on, on, days * MunicipalCalendar.Day);
        (DeadlineOn, LateAfterOn) = (deadlineOn, deadlineOn);
        Open(on);
    }

    /// <summary>Whoever gets it after a contest has half of what its service gives, and begins on the lowest rung.</summary>
    private void BeginReopenedRound(DateOnly on)
    {
        BeginRound(on, ReopenedUnits(Days));
        Rung = Rung.Officer;
    }

    private void BeginRound(DateOnly on, int allowanceUnits)
    {
        (Round, RoundOn, AllowanceUnits, GrantUnits) = (Round + 1, on, allowanceUnits, 0);
        TurnClock(on);
    }

    /// <summary>After each act: whose days are those to come?</summary>
    private void TurnClock(DateOnly on)
    {
        var open = _spans.Count > 0 && _spans[^1].UntilOn is null ? _spans[^1] : null;
        if (!Status.IsOpen())
        {
            open?.End(on);
            AccountableId = null;
            return;
        }

        if (open is null || (open.State, open.Round, open.DepartmentId, open.ChargedDepartmentId, open.OfficerId) != (Clock, Round, DepartmentId, ChargedDepartmentId, OfficerId))
        {
            // Opened by this very act: one act is one turn, however many steps it takes.
            if (open is { AccountableId: null } && open.FromOn == on && _spans.Count > 1)
            {
                _spans.Remove(open);
            }
            else
            {
                open?.End(on);
            }

            Open(on);
        }
    }

    private int ChargedDepartmentId => BlockedByDepartmentId ?? DepartmentId;

    private CaseSpan Open(DateOnly on)
    {
        var span = new CaseSpan(_spans.Count + 1, Round, on, Clock, DepartmentId, ChargedDepartmentId, OfficerId);
        _spans.Add(span);
        return span;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

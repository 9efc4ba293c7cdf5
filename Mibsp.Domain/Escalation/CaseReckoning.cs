using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Escalation;

/// <summary>
/// Works out, day by day, what the clock of a complaint brought about: marks of the ladder, and who answers for it. A pure function of the
/// complaint and the days, so that it comes to the same whether it is asked each day or once after a week.
/// </summary>
internal sealed class CaseReckoning(Roster roster, MunicipalCalendar calendar, ClockRules rules)
{
    /// <summary>Before an act: what came about on the days since it was last looked at, up to and with today. Says what was reached.</summary>
    public IReadOnlyList<LadderStep> BringUp(Complaint complaint, DateOnly today)
    {
        var reached = new List<LadderStep>();
        for (var day = complaint.ReckonedOn.AddDays(1); day <= today; day = day.AddDays(1))
        {
            PassDay(complaint, day, reached, anew: false);
        }

        return reached;
    }

    /// <summary>After an act: reads the clock anew, and says what that brought about at once.</summary>
    public IReadOnlyList<LadderStep> Settle(Complaint complaint, DateOnly today)
    {
        var reached = new List<LadderStep>();
        if (complaint.Status.IsOpen())
        {
            complaint.ReadClock(calendar, rules);
        }

        complaint.AnswerForThePast(span => span.UntilOn is null ? null : roster.Accountable(span.DepartmentId, span.OfficerId, Rung.Officer, [], span.FromOn));
        PassDay(complaint, today, reached, anew: true);
        return reached;
    }

    private void PassDay(Complaint complaint, DateOnly day, List<LadderStep> reached, bool anew)
    {
        if (!complaint.Status.IsOpen())
        {
            complaint.Reckoned(day, null);
            return;
        }

        // Nothing happened since, so that the next mark is still the next.
        if (!anew && (complaint.NextMarkOn is null || complaint.NextMarkOn > day))
        {
            Answer(complaint, day);
            complaint.Reckoned(day, complaint.NextMarkOn);
            return;
        }

        // Only what they hear of can be theirs to answer for.
        var due = complaint.IsReleased ? complaint.MarksToCome(calendar, rules).Where(m => m.On <= day).ToList() : [];
        foreach (var (mark, on) in due)
        {
            complaint.Climb(mark);
            reached.Add(complaint.Note(mark, on, Answer(complaint, day)));
        }

        Answer(complaint, day);
        complaint.Reckoned(day, complaint.MarksToCome(calendar, rules).Select(m => (DateOnly?)m.On).FirstOrDefault());
    }

    // Nobody: only before the very first accounts are made. The sweep looks after it.
    private Guid? Answer(Complaint complaint, DateOnly day)
    {
        var accountable = roster.Accountable(complaint.DepartmentId, complaint.OfficerId, complaint.Rung, [.. complaint.Recusals.Select(r => r.UserId)], day);
        if (accountable is { } userId)
        {
            complaint.AnswerTo(userId, day);
        }

        return accountable;
    }
}

using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Metrics;

/// <summary>Whether somebody kept the deadline of a complaint, as far as it was theirs to keep.</summary>
public enum DeadlineKept
{
    Kept,
    Missed,

    /// <summary>No day of the deadline was left when they got it: whatever came of it is not for them to answer.</summary>
    NotTheirs,
}

/// <summary>
/// What a holder did with one complaint, in half days. <paramref name="OwnUnits"/> are those charged to them, the next three passed
/// while they had it but are not theirs. <paramref name="WaitedForUnits"/> is how long another department waited for theirs.
/// </summary>
public sealed record HeldCase(
    int OwnUnits, int AskedUnits, int DecidingUnits, int BlockedUnits, int WaitedForUnits, bool EndedWithThem, DeadlineKept Deadline)
{
    /// <summary>Passing through their hands within a day is no work of theirs; having it at the end is.</summary>
    public bool HasPart => OwnUnits > 0 || EndedWithThem;

    /// <summary>Reads it off the spans of a complaint, and <paramref name="allowances"/> of its rounds: a pure function.</summary>
    public static HeldCase Read(
        Holder holder, IReadOnlyList<CaseSpan> spans, IReadOnlyDictionary<int, int> allowances, MunicipalCalendar calendar, ClockRules rules, DateOnly until)
    {
        var all = Charge.BySpan(spans, calendar, rules, until);
        var theirs = all.Where(c => holder.Had(c.Span)).ToList();
        var last = spans.LastOrDefault(s => s.State is not ClockState.AwaitingConfirmation);
        return new HeldCase(
            theirs.Where(c => c.Charge.To is ChargeTo.Holder).Sum(c => c.Charge.Units),
            theirs.Where(c => c.Charge.To is ChargeTo.Citizen && c.Span.State is ClockState.AwaitingCitizen).Sum(c => c.Charge.Units),
            theirs.Where(c => c.Charge.To is ChargeTo.Citizen && c.Span.State is ClockState.AwaitingConfirmation).Sum(c => c.Charge.Units),
            theirs.Where(c => c.Charge.To is ChargeTo.Blocker).Sum(c => c.Charge.Units),
            holder.UserId is null ? all.Where(c => c.Charge.To is ChargeTo.Blocker && c.Charge.DepartmentId == holder.DepartmentId).Sum(c => c.Charge.Units) : 0,
            last is not null && holder.Had(last),
            Judge(holder, [.. all.Where(c => c.Charge.To is ChargeTo.Holder)], allowances, rules));
    }

    /// <summary>
    /// Round by round: who began the round has its whole allowance; who got it later has what was left of it, but never less than whoever
    /// is handed a complaint has; who got it when nothing was left is not judged. Late is who had it on more days than that. A deadline
    /// ends with its day, of which half may be over the allowance: half a day more is in time.
    /// </summary>
    private static DeadlineKept Judge(
        Holder holder, IReadOnlyList<(CaseSpan Span, Charge Charge)> charged, IReadOnlyDictionary<int, int> allowances, ClockRules rules)
    {
        var verdicts = new List<DeadlineKept>();
        foreach (var round in charged.GroupBy(c => c.Charge.Round).Where(r => r.Any(c => holder.Had(c.Span))))
        {
            var whole = allowances.GetValueOrDefault(round.Key, rules.TransferDays * MunicipalCalendar.Day);
            var before = round.TakeWhile(c => !holder.Had(c.Span)).Sum(c => c.Charge.Units);
            var least = Math.Min(whole, rules.TransferDays * MunicipalCalendar.Day);
            var own = round.Where(c => holder.Had(c.Span)).Sum(c => c.Charge.Units);
            verdicts.Add(before >= whole ? DeadlineKept.NotTheirs : own <= Math.Max(whole - before, least) + 1 ? DeadlineKept.Kept : DeadlineKept.Missed);
        }

        return verdicts.Contains(DeadlineKept.Missed) ? DeadlineKept.Missed
            : verdicts.Count == 0 || verdicts.Contains(DeadlineKept.Kept) ? DeadlineKept.Kept
            : DeadlineKept.NotTheirs;
    }
}

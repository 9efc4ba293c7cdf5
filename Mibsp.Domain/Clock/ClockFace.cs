namespace Mibsp.Domain.Clock;

/// <summary>
/// What the clock of an open complaint shows. <paramref name="GrantUnits"/> is by how much pauses moved the deadline of this round, up to
/// their cap for a pause that lasts; <paramref name="LateAfterOn"/> is the last day on which it is not delayed if nothing happens.
/// </summary>
public sealed record ClockFace(int GrantUnits, DateOnly DeadlineOn, DateOnly LateAfterOn)
{
    /// <summary>While the citizen decides upon a proposed closing nothing gets late: the confirmation period ends by itself.</summary>
    public static readonly DateOnly Never = DateOnly.MaxValue;

    /// <summary>Reads it off the spans: a pure function. Only what the clock stood still in this round moves this round's deadline.</summary>
    public static ClockFace Read(
        int round, DateOnly roundOn, int allowanceUnits, IReadOnlyList<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules)
    {
        var used = new Dictionary<ClockState, int>();
        var (past, coming, waits) = (0, 0, false);
        foreach (var span in spans.Where(span => span.State is not ClockState.Running))
        {
            // A pause does not make undelayed what was delayed when it began.
            var counts = span.Round == round && span.FromOn <= calendar.After(roundOn, allowanceUnits + past);
            if (span.State is ClockState.AwaitingConfirmation)
            {
                waits |= counts && span.UntilOn is null;
                past += counts && span.UntilOn is { } until ? calendar.Between(span.FromOn, until) : 0;
                continue;
            }

            var left = rules.Cap(span.State) - used.GetValueOrDefault(span.State);
            var units = span.UntilOn is { } end ? Math.Min(left, calendar.Between(span.FromOn, end)) : 0;
            used[span.State] = used.GetValueOrDefault(span.State) + units;
            past += counts ? units : 0;
            coming += counts && span.UntilOn is null ? left : 0;
        }

        var lateAfter = waits ? Never : calendar.After(roundOn, allowanceUnits + past + coming);
        return new ClockFace(past + coming, calendar.After(roundOn, allowanceUnits + past), lateAfter);
    }
}

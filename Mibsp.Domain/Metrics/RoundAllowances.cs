using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Metrics;

/// <summary>What each round of a complaint's clock allowed, worked out again: a complaint keeps that of its last round only.</summary>
public static class RoundAllowances
{
    /// <summary>
    /// Half days by round, a pure function. <paramref name="days"/> is what the service gives, <paramref name="round"/> the last round and
    /// <paramref name="units"/> what that one allows. Never less than up to the deadline that stood when the round began.
    /// </summary>
    public static IReadOnlyDictionary<int, int> Of(
        int days, int round, int units, IReadOnlyList<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules)
    {
        var now = round == 0 ? units : days * MunicipalCalendar.Day;
        var allowances = new Dictionary<int, int> { [0] = now };
        var (deadlineOn, roundOn, current) = (DateOnly.MinValue, spans[0].FromOn, 0);
        for (var i = 1; i < spans.Count; i++)
        {
            var span = spans[i];
            if (span.Round == current)
            {
                continue;
            }

            var face = ClockFace.Read(current, roundOn, now, [.. spans.Take(i)], calendar, rules);
            deadlineOn = face.DeadlineOn > deadlineOn ? face.DeadlineOn : deadlineOn;
            (roundOn, current) = (span.FromOn, span.Round);

            // Only a contest leads out of waiting for the citizen's decision into a new round.
            now = current == round ? units
                : spans[i - 1].State is ClockState.AwaitingConfirmation ? Complaint.ReopenedUnits(days)
                : Math.Max(calendar.Between(roundOn, deadlineOn), rules.TransferDays * MunicipalCalendar.Day);
            allowances[current] = Math.Max(now, calendar.Between(roundOn, deadlineOn));
        }

        return allowances;
    }
}

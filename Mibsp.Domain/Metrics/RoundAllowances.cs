using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Metrics;

/// <summary>What each round of a complaint's clock allowed, worked out again: a complaint keeps that of its last round only.</summary>
public static class RoundAllowances
{
    /// <summary>
    /// Half days by round, a pure function. <paramref name="days"/> is what the service gives, <paramref name="round"/> the last round and
    /// <paramref name="units"/> what that one allows.
    /// </summary>
    public static IReadOnlyDictionary<int, int> Of(
        int days, int round, int units, IReadOnlyList<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules)
    {
        var allowances = new Dictionary<int, int> { [0] = days * MunicipalCalendar.Day };
        if (round > 0)
        {
            Replay(allowances, days, round, spans, calendar, rules);
        }

        allowances[round] = units;
        return allowances;
    }

    private static void Replay(
        Dictionary<int, int> allowances, int days, int round, IReadOnlyList<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules)
    {
        var (deadlineOn, roundOn, before) = (DateOnly.MinValue, spans[0].FromOn, 0);
        for (var i = 1; i < spans.Count && before < round; i++)
        {
            var span = spans[i];
            if (span.Round == before)
            {
                continue;
            }

            var face = ClockFace.Read(before, roundOn, allowances[before], [.. spans.Take(i)], calendar, rules);
            deadlineOn = face.DeadlineOn > deadlineOn ? face.DeadlineOn : deadlineOn;
            (roundOn, before) = (span.FromOn, span.Round);

            // Only a contest leads out of waiting for the citizen's decision into a new round.
            allowances[before] = spans[i - 1].State is ClockState.AwaitingConfirmation
                ? Complaint.ReopenedUnits(days)
                : Math.Max(calendar.Between(roundOn, deadlineOn), rules.TransferDays * MunicipalCalendar.Day);
        }
    }
}

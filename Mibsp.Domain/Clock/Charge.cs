namespace Mibsp.Domain.Clock;

/// <summary>To whom days of a complaint are put down.</summary>
public enum ChargeTo
{
    /// <summary>The person and department that had it.</summary>
    Holder,

    /// <summary>The department that was waited for.</summary>
    Blocker,

    /// <summary>Nobody: the citizen had the word.</summary>
    Citizen,
}

/// <summary>Half days of a complaint, put down to whoever had them. <paramref name="UserId"/> is null where they are no person's.</summary>
public sealed record Charge(ChargeTo To, int Round, int DepartmentId, Guid? UserId, int Units)
{
    /// <summary>
    /// The days of the spans up to <paramref name="today"/>, all of them and each once. What a pause lasts beyond its cap is
    /// its holder's again.
    /// </summary>
    public static IReadOnlyList<Charge> Of(IEnumerable<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules, DateOnly today)
        => [.. BySpan(spans, calendar, rules, today).Select(charged => charged.Charge)];

    /// <summary>The same, each beside the span that it comes from: in the order of time.</summary>
    public static IReadOnlyList<(CaseSpan Span, Charge Charge)> BySpan(
        IEnumerable<CaseSpan> spans, MunicipalCalendar calendar, ClockRules rules, DateOnly today)
    {
        var used = new Dictionary<ClockState, int>();
        var charges = new List<(CaseSpan, Charge)>();
        foreach (var span in spans)
        {
            var units = calendar.Between(span.FromOn, span.UntilOn ?? today);
            var apart = span.State switch
            {
                ClockState.Running => 0,
                ClockState.AwaitingConfirmation => units,
                _ => Math.Min(units, rules.Cap(span.State) - used.GetValueOrDefault(span.State)),
            };
            used[span.State] = used.GetValueOrDefault(span.State) + apart;
            if (apart > 0)
            {
                var to = span.State is ClockState.Blocked ? ChargeTo.Blocker : ChargeTo.Citizen;
                charges.Add((span, new Charge(to, span.Round, span.ChargedDepartmentId, null, apart)));
            }

            if (units > apart)
            {
                charges.Add((span, new Charge(ChargeTo.Holder, span.Round, span.DepartmentId, span.OfficerId ?? span.AccountableId, units - apart)));
            }
        }

        return charges;
    }
}

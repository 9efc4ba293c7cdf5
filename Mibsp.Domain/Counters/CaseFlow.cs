using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Counters;

/// <summary>What of a complaint says in which cells it counts. Service, ward and kind are those of its filing and never change.</summary>
internal readonly record struct FlowFacts(DateOnly FiledOn, int DepartmentId, int? ServiceId, int? WardId, ComplaintKind Kind, DateOnly LateAfterOn)
{
    public static FlowFacts Of(Complaint c) => new(c.FiledOn, c.DepartmentId, c.ServiceId, c.WardId, c.Kind, c.LateAfterOn);

    /// <summary>Its value at each margin.</summary>
    public int At(FlowMargin margin) => margin switch
    {
        FlowMargin.Service => ServiceId ?? 0,
        FlowMargin.Ward => WardId ?? 0,
        FlowMargin.Kind => (int)Kind,
        _ => 0,
    };
}

/// <summary>A line of a complaint's history.</summary>
internal readonly record struct FlowStep(ComplaintStatus? From, ComplaintStatus To, Party By, DateOnly On, int? DepartmentId)
{
    public static FlowStep Of(StatusChange h) => new(h.From, h.To, h.By, h.On, h.DepartmentId);
}

/// <summary>Where a complaint was from a day on.</summary>
internal readonly record struct FlowStay(DateOnly FromOn, int DepartmentId)
{
    public static FlowStay Of(CaseSpan s) => new(s.FromOn, s.DepartmentId);
}

/// <summary>
/// What one complaint adds to the flows: pure functions, asked with each act about what is new, and by a recount about all of it. Both must come to the same.
/// </summary>
internal static class CaseFlow
{
    /// <summary>
    /// What lines of the history add, in their order. <paramref name="proposedOn"/> is when the closing was proposed that the first of them may answer.
    /// <paramref name="stays"/> say where it was, for lines that do not.
    /// </summary>
    public static IEnumerable<(DateOnly On, int DepartmentId, FlowCount Count)> OfSteps(
        FlowFacts facts, IEnumerable<FlowStep> steps, IReadOnlyList<FlowStay> stays, DateOnly? proposedOn = null)
    {
        foreach (var step in steps)
        {
            var department = step.DepartmentId ?? Where(facts, stays, step);
            if (step.From is null)
            {
                yield return (step.On, department, new FlowCount { Filed = 1 });
            }

            if (step is { From: ComplaintStatus.Pending, By: Party.Staff })
            {
                yield return (step.On, department, new FlowCount { Acted = 1, DaysToAct = DaysUntil(step, facts) });
            }

            switch (step.To)
            {
                case ComplaintStatus.ActionTaken:
                    proposedOn = step.On;
                    yield return (step.On, department, new FlowCount { Proposed = 1 });
                    break;
                case ComplaintStatus.Reopened:
                    yield return (proposedOn ?? step.On, department, new FlowCount { Contested = 1 });
                    proposedOn = null;
                    break;
                case ComplaintStatus.Closed:
                    // How long the citizen took to agree is not the department's doing: its work was done when it proposed to close.
                    var doneOn = proposedOn ?? step.On;
                    yield return (step.On, department, new FlowCount { Closed = 1, ClosedInTime = doneOn <= facts.LateAfterOn ? 1 : 0, DaysToClose = DaysUntil(step, facts) });
                    break;
            }
        }
    }

    /// <summary>What going from one department to another adds.</summary>
    public static IEnumerable<(DateOnly On, int DepartmentId, FlowCount Count)> OfStays(IReadOnlyList<FlowStay> stays)
    {
        for (var i = 1; i < stays.Count; i++)
        {
            if (stays[i].DepartmentId != stays[i - 1].DepartmentId)
            {
                yield return (stays[i].FromOn, stays[i - 1].DepartmentId, new FlowCount { Left = 1 });
                yield return (stays[i].FromOn, stays[i].DepartmentId, new FlowCount { Came = 1 });
            }
        }
    }

    /// <summary>All that a complaint adds.</summary>
    public static IEnumerable<(DateOnly On, int DepartmentId, FlowCount Count)> OfAll(FlowFacts facts, IEnumerable<FlowStep> steps, IReadOnlyList<FlowStay> stays)
        => OfSteps(facts, steps, stays).Concat(OfStays(stays));

    private static int DaysUntil(FlowStep step, FlowFacts facts) => step.On.DayNumber - facts.FiledOn.DayNumber;

    // Of a day on which it was handed on, the last department: which came first is not known any more.
    private static int Where(FlowFacts facts, IReadOnlyList<FlowStay> stays, FlowStep step)
        => stays.Count == 0 ? facts.DepartmentId
            : step.From is null ? stays[0].DepartmentId
            : stays.LastOrDefault(s => s.FromOn <= step.On, stays[0]).DepartmentId;
}

using Mibsp.Domain.Analytics;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Web.Features.Admin.Complaints;

namespace Mibsp.Web.Features.Admin.Analytics.Tables;

/// <summary>
/// From a number to the list of what was counted, where the list can answer by an index (infra/decisions/0020). Of closings, first moves and contests
/// there is no list; and none of anything for auditors and the commissioner, who have no lists of cases here.
/// </summary>
public sealed class Drill(AnalyticsQuestion question, DateOnly today, bool mayList)
{
    private const int Week = 7;
    private const int Fortnight = 14;
    private const int Month = 30;

    /// <summary>For somebody who has no lists.</summary>
    public static Drill None(AnalyticsQuestion question) => new(question, question.Until, mayList: false);

    private ComplaintsAddress Town => new(Department: question.DepartmentId);

    /// <summary>What was filed within these days.</summary>
    public string? Filed(DateOnly from, DateOnly until) => Link(Town with { From = from, Until = until });

    /// <summary>What was filed in the whole period.</summary>
    public string? Filed() => Filed(question.From, question.Until);

    /// <summary>What was filed in the period, of one department, service, ward or kind.</summary>
    public string? Filed(Breakdown by, int id) => Of(by, id) is { } one ? Link(one with { From = question.From, Until = question.Until }) : null;

    /// <summary>What was filed in the period in a ward, of one department.</summary>
    public string? Filed(int ward, int department)
        => ward > 0 ? Link(new ComplaintsAddress(Department: department) { Ward = ward, From = question.From, Until = question.Until }) : null;

    /// <summary>What is open now.</summary>
    public string? Open() => Link(Open(Town));

    public string? Open(Breakdown by, int id) => Of(by, id) is { } one ? Link(Open(one)) : null;

    /// <summary>What is open and was filed so many days ago.</summary>
    public string? Aged(AgeBand band) => Link(Town with
    {
        Open = true,
        From = band.UntilDays is { } until ? today.AddDays(-until) : null,
        Until = today.AddDays(-band.FromDays),
        Order = QueueOrder.CaseNumber,
    });

    /// <summary>What is open and has a deadline so far away; of a department or of all.</summary>
    public string? Due(DeadlineBand band, int? department)
    {
        (int? from, int? until) = band switch
        {
            DeadlineBand.LateOverMonth => ((int?)null, (int?)-Month - 1),
            DeadlineBand.LateOverWeek => (-Month, -Week - 1),
            DeadlineBand.Late => (-Week, -1),
            DeadlineBand.Today => (0, 0),
            DeadlineBand.Week => (1, Week),
            DeadlineBand.Fortnight => (Week + 1, Fortnight),
            DeadlineBand.Month => (Fortnight + 1, Month),
            _ => (Month + 1, null),
        };
        return Link(Open(new ComplaintsAddress(Department: department)) with
        {
            DueFrom = from is { } first ? today.AddDays(first) : null,
            DueUntil = until is { } last ? today.AddDays(last) : null,
        });
    }

    /// <summary>What lies with a person in a department now, or with nobody.</summary>
    public string? With(Guid? userId, int department, bool isDelayed) => Link(userId is null
        ? new ComplaintsAddress(Department: department, Unassigned: true, Delayed: isDelayed)
        : new ComplaintsAddress(Department: department, Delayed: isDelayed) { Officer = userId, Open = true });

    private static ComplaintsAddress Open(ComplaintsAddress address) => address with { Open = true, Order = QueueOrder.Deadline };

    // What names no service or ward cannot be asked for.
    private ComplaintsAddress? Of(Breakdown by, int id) => by switch
    {
        Breakdown.Department => new ComplaintsAddress(Department: id),
        Breakdown.Kind => Town with { Kind = (ComplaintKind)id },
        Breakdown.Service when id > 0 => Town with { Service = id },
        Breakdown.Ward when id > 0 => Town with { Ward = id },
        _ => null,
    };

    private string? Link(ComplaintsAddress address) => mayList ? address.ToPage(null) : null;
}

using System.Globalization;
using System.Text.Json.Serialization;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Departments;

namespace Mibsp.Web.Endpoints;

/// <summary>The totals. The names are a contract with whoever reads them.</summary>
internal sealed record StatsAnswer(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("pending")] int Pending,
    [property: JsonPropertyName("under_review")] int UnderReview,
    [property: JsonPropertyName("awaiting_citizen")] int AwaitingCitizen,
    [property: JsonPropertyName("action_taken")] int ActionTaken,
    [property: JsonPropertyName("reopened")] int Reopened,
    [property: JsonPropertyName("closed")] int Closed,
    [property: JsonPropertyName("delayed")] int Delayed,
    [property: JsonPropertyName("resolution_rate")] decimal ResolutionRate)
{
    // Two decimals always: 85 is said as 85.00.
    private const decimal TwoDecimals = 0.00m;

    public static StatsAnswer Of(Figures figures) => new(
        figures.Total,
        figures.ByStatus[ComplaintStatus.Pending],
        figures.ByStatus[ComplaintStatus.UnderReview],
        figures.ByStatus[ComplaintStatus.AwaitingCitizen],
        figures.ByStatus[ComplaintStatus.ActionTaken],
        figures.ByStatus[ComplaintStatus.Reopened],
        figures.ByStatus[ComplaintStatus.Closed],
        figures.Delayed,
        figures.ResolutionRate + TwoDecimals);
}

/// <summary>A chart: a label and a number for each of its parts.</summary>
internal sealed record ChartAnswer(
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels,
    [property: JsonPropertyName("data")] IReadOnlyList<int> Data)
{
    public static ChartAnswer Monthly(Figures figures) => new(
        [.. figures.Months.Select(m => m.Month.ToString("MMM yyyy", CultureInfo.InvariantCulture))], [.. figures.Months.Select(m => m.Count)]);

    public static ChartAnswer ByDepartment(Figures figures)
        => new([.. figures.Departments.Select(d => d.Name)], [.. figures.Departments.Select(d => d.Total)]);

    public static ChartAnswer ByStatus(Figures figures)
    {
        var statuses = Enum.GetValues<ComplaintStatus>();
        return new ChartAnswer([.. statuses.Select(s => s.Words())], [.. statuses.Select(s => figures.ByStatus[s])]);
    }
}

/// <summary>A service of a department. The days are working days.</summary>
internal sealed record ServiceAnswer(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("department_id")] int DepartmentId,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("sla_days")] int SlaDays)
{
    public static ServiceAnswer Of(ServiceRow service)
        => new(service.Id, service.Name, service.DepartmentId, service.Description, service.DeadlineDays);
}

/// <summary>Whether the portal and its database answer, and which jobs do not run as they should, if any.</summary>
internal sealed record HealthAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("database")] string Database,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("jobs"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Jobs = null);

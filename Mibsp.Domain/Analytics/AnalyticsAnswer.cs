namespace Mibsp.Domain.Analytics;

/// <summary>How far away the deadline of an open complaint is, or how long ago it was.</summary>
public enum DeadlineBand
{
    /// <summary>Delayed for more than 30 days.</summary>
    LateOverMonth,

    /// <summary>Delayed for 8 to 30 days.</summary>
    LateOverWeek,

    /// <summary>Delayed for up to 7 days.</summary>
    Late,
    Today,

    /// <summary>Within 7 days.</summary>
    Week,

    /// <summary>Within 14 days.</summary>
    Fortnight,

    /// <summary>Within 30 days.</summary>
    Month,

    /// <summary>After that, or while the citizen decides upon a closing.</summary>
    Later,
}

/// <summary>A part of the period. <paramref name="Backlog"/> is what was open at its end, or is now where it still runs.</summary>
public sealed record FlowPoint(DateOnly From, Flow Flow, int Backlog)
{
    /// <summary>Its last day, within the period that was asked for.</summary>
    public DateOnly Until { get; init; }
}

/// <summary>
/// One department, service, ward or kind. Id 0 stands for complaints that name no service or ward, with an empty name; a kind's name is that of the
/// enumeration. <paramref name="Open"/> is what is open now.
/// </summary>
public sealed record FlowRow(int Id, string Name, Flow Flow, Flow? Compared, int Open);

/// <summary>Open complaints that were filed so many days ago; the last band has no end.</summary>
public sealed record AgeBand(int FromDays, int? UntilDays, int Open);

/// <summary>Open complaints of a department whose deadline is so far away.</summary>
public sealed record DeadlineCell(int DepartmentId, DeadlineBand Band, int Open);

/// <summary>Complaints of a ward (0: none named) that were filed in the period, by the department that got them.</summary>
public sealed record WardCell(int WardId, int DepartmentId, int Filed);

/// <summary>What lies with a person in a department now; with nobody where there is no person.</summary>
public sealed record OfficerLoad(Guid? UserId, string? Name, int DepartmentId, int Open, int DueSoon, int Delayed);

/// <summary>What a recount of all figures found: so many cells, and how many of them were wrong and were mended.</summary>
public sealed record RecountResult(DateOnly On, int Cells, int Differing);

/// <summary>
/// All that the console shows, read at one length of the record (<paramref name="Sequence"/>). <paramref name="Question"/> is what was answered: what was
/// asked, within its bounds. <paramref name="LoadIsCut"/> when there are more people than are listed.
/// </summary>
public sealed record AnalyticsAnswer(
    long Sequence, DateOnly On, AnalyticsQuestion Question, Flow Total, Flow? Compared, IReadOnlyList<FlowPoint> Points, IReadOnlyList<FlowPoint>? ComparedPoints,
    IReadOnlyDictionary<Breakdown, IReadOnlyList<FlowRow>> By, IReadOnlyList<AgeBand> Ages, IReadOnlyList<DeadlineCell> Deadlines, IReadOnlyList<WardCell> Wards,
    IReadOnlyList<OfficerLoad> Load, bool LoadIsCut)
{
    /// <summary>Complaints that were here before the figures were are still being counted: the figures are too low.</summary>
    public bool IsBeingCounted { get; init; }

    /// <summary>Null until the first recount.</summary>
    public RecountResult? LastRecount { get; init; }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Persistence.Configurations;

/// <summary>
/// The indexes that lists of complaints walk along: for each reason to see something and each filter, in the order of numbers and in that of
/// deadlines. Of what is open there are own ones, because most of what is there is closed, and closed first where deadlines are looked at.
/// Why these and no others: infra/decisions/0020.
/// </summary>
internal static class ListIndexes
{
    /// <summary>In the words of the queries, or the databases do not know them again.</summary>
    private const string IsOpen = "\"Status\" <> 'Closed'";
    private const string HasClimbed = "\"Rung\" >= 2";
    private const string IsPending = "\"PendingById\" IS NOT NULL";
    private const string IsOfBurst = "\"BurstId\" IS NOT NULL";

    /// <summary>
    /// Of two indexes that serve alike SQLite, which has no statistics, takes the one made last, and they are made in the order of their names:
    /// those of what is open must come after all others.
    /// </summary>
    private const string LastOfNames = "IX_Complaints_Work_";

    private static readonly string[][] _narrowings =
    [
        [], [nameof(Complaint.DepartmentId)], [nameof(Complaint.DepartmentId), nameof(Complaint.OfficerId)], [nameof(Complaint.OfficerId)],
        [nameof(Complaint.ServiceId)], [nameof(Complaint.WardId)], [nameof(Complaint.Kind)],
    ];

    public static void Add(EntityTypeBuilder<Complaint> builder)
    {
        foreach (var by in _narrowings)
        {
            if (by.Length > 0)
            {
                builder.HasIndex(ByNumber(by));
            }

            builder.HasIndex(ByDeadline(by));
            builder.HasIndex(ByNumber(by), $"{LastOfNames}{string.Join('_', ByNumber(by))}").HasFilter(IsOpen);
            builder.HasIndex(ByDeadline(by), $"{LastOfNames}{string.Join('_', ByDeadline(by))}").HasFilter(IsOpen);
        }

        // A status says itself whether it is open; nobody answers for what is closed.
        foreach (string[] by in (string[][])[[nameof(Complaint.Status)], [nameof(Complaint.DepartmentId), nameof(Complaint.Status)], [nameof(Complaint.AccountableId)]])
        {
            builder.HasIndex(ByNumber(by));
            builder.HasIndex(ByDeadline(by));
        }

        builder.HasIndex(ByNumber([]), "IX_Complaints_Climbed_CaseNumber").HasFilter(HasClimbed);
        builder.HasIndex(ByDeadline([]), "IX_Complaints_Climbed_DeadlineOn").HasFilter(HasClimbed);
        builder.HasIndex(c => c.PendingById).HasFilter(IsPending);
        builder.HasIndex(c => c.BurstId).HasFilter(IsOfBurst);

        // Where a period of filing begins and ends, in either order; and the latest that were closed.
        builder.HasIndex(c => new { c.FiledOn, c.CaseNumber, c.DeadlineOn });
        builder.HasIndex(c => new { c.ClosedOn, c.Id });
    }

    private static string[] ByNumber(string[] by) => [.. by, nameof(Complaint.CaseNumber)];

    private static string[] ByDeadline(string[] by) => [.. by, nameof(Complaint.DeadlineOn), nameof(Complaint.CaseNumber)];
}

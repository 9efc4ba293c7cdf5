using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Databases;

namespace Mibsp.Tests.Persistence;

/// <summary>
/// How the embedded database goes about the lists: along an index, from a place on, and never through all complaints or by putting them in order.
/// It knows no statistics, so that it goes the same way with five complaints as with a million.
/// </summary>
public sealed class ListPlanTests(ITestOutputHelper output)
{
    private static readonly string[] _little = ["BlockedByDepartmentId", "PendingById", "(CaseNumber=?)"];

    private static readonly string[] _people = ["admin", "officer_water", "supervisor_water", "integrity", "commissioner"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_list_is_a_walk_along_an_index()
    {
        using var portal = new TestPortal();
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await using var db = await portal.Town.ContextAsync();
        var (queries, wrong) = (portal.Get<ComplaintQueries>(), new List<string>());
        foreach (var name in _people)
        {
            var user = await db.Users.SingleAsync(u => u.UserName == name, Token);
            var actor = new Actor(user.Id, user.Role, user.DepartmentId);
            foreach (var filter in Filters(user.Id))
            {
                using var plans = new Plans(portal.ConnectionString, "Complaints");
                await queries.ListAsync(filter, actor, Token);
                var bad = plans.Found.SelectMany(Faults).ToList();
                if (filter is { OpenOnly: true, Order: QueueOrder.Deadline } && name == "admin" && !plans.Found.SelectMany(p => p).Any(line => line.Contains("_Work_", StringComparison.Ordinal)))
                {
                    bad.Add("walks through what is closed");
                }

                output.WriteLine($"{name} {filter}\n{string.Join('\n', plans.Found.SelectMany(p => p))}\n");
                wrong.AddRange(bad.Select(line => $"{name} {filter}: {line}"));
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<QueueFilter> Filters(Guid someone)
    {
        foreach (var order in Enum.GetValues<QueueOrder>())
        {
            var place = new ListPlace("2026-000100", order is QueueOrder.Deadline ? new DateOnly(2026, 3, 1) : null, IsBefore: false);
            QueueFilter[] filters =
            [
                new(), new(OpenOnly: true, Bursts: BurstShow.Apart), new(Status: ComplaintStatus.Closed), new(Status: ComplaintStatus.Pending), new(DelayedOnly: true), new(DepartmentId: 1),
                new(DepartmentId: 1, Status: ComplaintStatus.Closed), new(QueueScope.Unassigned, OpenOnly: true), new(QueueScope.Mine), new(QueueScope.Mine, OpenOnly: true),
                new() { ServiceId = 3 }, new(OpenOnly: true) { WardId = 3 }, new(OpenOnly: true) { ServiceId = 3 }, new(OpenOnly: true) { Kind = ComplaintKind.Delay }, new() { WardId = 3 }, new() { Kind = ComplaintKind.Misconduct }, new() { OfficerId = someone },
                new(CaseNumber: "12"), new(CaseNumber: "2026-01"), new() { FiledFrom = new DateOnly(2026, 1, 1), FiledUntil = new DateOnly(2026, 1, 31) },
                .. January(new(DepartmentId: 1), new() { ServiceId = 3 }, new() { WardId = 3 }, new(DepartmentId: 1) { WardId = 3 }, new() { Kind = ComplaintKind.Delay }, new(OpenOnly: true)),
                new() { DueUntil = new DateOnly(2026, 1, 31) }, new(DepartmentId: 1) { DueFrom = new DateOnly(2026, 1, 1), DueUntil = new DateOnly(2026, 1, 31) }, new(DepartmentId: 1) { DueFrom = new DateOnly(2026, 1, 1) },
            ];
            foreach (var filter in filters)
            {
                yield return filter with { Order = order };
                yield return filter with { Order = order, Place = place };
                yield return filter with { Order = order, Place = place with { IsBefore = true } };
            }
        }
    }

    // What the figures lead to.
    private static IEnumerable<QueueFilter> January(params QueueFilter[] filters)
        => filters.Select(filter => filter with { FiledFrom = new DateOnly(2026, 1, 1), FiledUntil = new DateOnly(2026, 1, 31) });

    /// <summary>
    /// What reads the whole table, and what puts in order within a walk. The few rows of all walks may be put in order together, and so may what
    /// is little by its nature: what waits for a department or a second person, and certain numbers.
    /// </summary>
    private static IEnumerable<string> Faults(IReadOnlyList<string> plan)
    {
        var parts = plan.Select(line => line.TrimStart('.').Split(' ')).Where(words => words is ["CO-ROUTINE" or "MATERIALIZE", _]).Select(words => words[1]).ToHashSet();
        var walked = "";
        foreach (var line in plan)
        {
            var words = line.TrimStart('.').Split(' ');
            if (words is ["SCAN" or "SEARCH", ['c', ..], ..])
            {
                walked = line;
                if (words is ["SCAN", var whole] && !parts.Contains(whole))
                {
                    yield return line;
                }
            }
            else if (line.StartsWith('.') && line.Contains("TEMP B-TREE", StringComparison.Ordinal) && !_little.Any(name => walked.Contains(name, StringComparison.Ordinal))
                && !parts.Contains(walked.Split(' ')[^1]))
            {
                yield return $"{line} after {walked}";
            }
        }
    }
}

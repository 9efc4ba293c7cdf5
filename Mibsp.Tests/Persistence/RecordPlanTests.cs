using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Databases;

namespace Mibsp.Tests.Persistence;

/// <summary>However the record is searched, each question goes along an index to where it begins: never through all entries, never putting them in order.</summary>
public sealed class RecordPlanTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_search_is_a_walk_along_an_index()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (officer, auditor) = (await town.HireAsync(), (await town.HireAsync(StaffRole.Auditor)).Actor);
        var filed = await town.FileAndTakeAsync(officer);
        var wrong = new List<string>();
        foreach (var filter in Filters(officer.UserName, filed.CaseNumber))
        {
            foreach (var before in new long?[] { null, 4 })
            {
                using var plans = new Plans(portal.ConnectionString, "Audit");
                await portal.Get<AuditQueries>().ListAsync(filter, before, auditor, Token);
                Assert.NotEmpty(plans.Found);
                output.WriteLine($"{filter} {before}\n{string.Join('\n', plans.Found.Select(plan => string.Join('\n', plan) + "\n"))}\n");
                wrong.AddRange(plans.Found.SelectMany(Faults).Select(line => $"{filter}: {line}"));
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<AuditFilter> Filters(string who, string number)
    {
        var (from, until) = (new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 31));
        AuditFilter[] plain = [new(), new(AuditAct.ComplaintTaken), new() { By = Party.System }, new() { UserName = who }, new() { CaseNumber = number }, new(AuditAct.ComplaintTaken) { By = Party.Staff, UserName = who, CaseNumber = number }];
        return plain.Concat(plain.Select(filter => filter with { From = from, Until = until }));
    }

    // Entries and details read from one end to the other, and what is put in order before its first lines are taken. The few that were found may be.
    private static IEnumerable<string> Faults(IReadOnlyList<string> plan)
    {
        var parts = plan.Select(line => line.TrimStart('.').Split(' ')).Where(words => words is ["CO-ROUTINE" or "MATERIALIZE", _]).Select(words => words[1]).ToHashSet();
        return plan.Where(line => line.TrimStart('.').Split(' ') is ["SCAN", ['a', ..] table, ..] ? !parts.Contains(table) : line.StartsWith('.') && line.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }
}

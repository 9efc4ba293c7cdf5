using System.Text;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Departments.Import;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Departments;

/// <summary>A file of departments and services: what it would do is what it does, once, or not at all.</summary>
public sealed class DirectoryImportingTests
{
    private const string Heading = "department_id,department,takes_complaints,service_id,service,description,deadline_days,offered\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_was_shown_is_done_in_one_go_and_a_second_time_nothing_is(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, importing) = (await portal.Town.FoundAsync(), portal.Get<DirectoryImporting>());
        var file = File($"{town.Water},Water,yes,{town.Leakage},Burst Pipes,Mains that burst,7,yes\n,Parks,,,Playgrounds,,12,\n,Parks,,,\"Trees, large\",,20,no\n,Roads,,,Pothole Repair,,10,\n");

        var plan = await importing.PlanAsync(file, town.Administrator, Token);

        Assert.Empty(plan.Errors);
        Assert.Equal((3, 2, 2), (plan.Count(ImportEffect.New), plan.Count(ImportEffect.Changed), plan.Count(ImportEffect.Unchanged)));
        Assert.Equal(
            [new ImportField("name", "Pipeline Leakage", "Burst Pipes"), new ImportField("description", "", "Mains that burst"), new ImportField("days", "5", "7")],
            plan.Lines.Single(line => line.Name == "Burst Pipes").Fields);
        Assert.DoesNotContain(await portal.Get<DirectoryQueries>().DepartmentsAsync(Token), d => d.Name == "Parks");

        Town.Done(await importing.ApplyAsync(file, plan, town.Administrator, Token));

        var (departments, services) = (await portal.Get<DirectoryQueries>().DepartmentsAsync(Token), await portal.Get<DirectoryQueries>().ServicesAsync(Token));
        var parks = departments.Single(d => d.Name == "Parks").Id;
        Assert.Contains(departments, d => d.Id == town.Water && d.Name == "Water");
        Assert.Contains(services, s => s == new ServiceRow(town.Leakage, town.Water, "Burst Pipes", "Mains that burst", 7, true));
        Assert.Equal([("Playgrounds", 12, true), ("Trees, large", 20, false)], services.Where(s => s.DepartmentId == parks).OrderBy(s => s.Name).Select(s => (s.Name, s.DeadlineDays, s.IsActive)));
        var again = await importing.PlanAsync(file, town.Administrator, Token);
        Assert.False(again.MayApply);
        Assert.All(again.Lines, line => Assert.Equal(ImportEffect.Unchanged, line.Effect));
        var history = await portal.Get<HistoryQueries>().ListAsync(AuditSubject.Service(town.Leakage), null, town.Administrator, Token);
        Assert.Equal("name, description, days 5 > 7", Assert.Single(history).Facts.Single(f => f.Key == "changed").Value);
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task What_was_saved_as_a_file_changes_nothing_when_it_comes_back()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var directory = portal.Get<DirectoryQueries>();
        Town.Done(await portal.Get<DirectoryEditing>().SaveServiceAsync(null, town.Roads, "=HYPERLINK(\"x\")", "-1, \"quoted\"", 3, true, town.Administrator, Token));
        Town.Done(await portal.Get<DirectoryEditing>().SaveServiceAsync(null, town.Roads, "'+plus", "it's", 3, false, town.Administrator, Token));

        var file = DirectoryCsv.Write(await directory.DepartmentsAsync(Token), await directory.ServicesAsync(Token));

        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\")\",\"'-1, \"\"quoted\"\"\",", file, StringComparison.Ordinal);
        var plan = await portal.Get<DirectoryImporting>().PlanAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file)], town.Administrator, Token);
        Assert.Empty(plan.Errors);
        Assert.Equal((3, 4), (plan.Lines.Count(l => !l.IsService), plan.Lines.Count(l => l.IsService)));
        Assert.All(plan.Lines, line => Assert.Equal(ImportEffect.Unchanged, line.Effect));
    }

    [Fact]
    public async Task When_somebody_changes_the_town_meanwhile_nothing_is_done()
    {
        using var portal = new TestPortal();
        var (town, importing) = (await portal.Town.FoundAsync(), portal.Get<DirectoryImporting>());
        var file = File(",Roads,,,Pothole Repair,,4,\n,Parks,,,,,,\n");
        var plan = await importing.PlanAsync(file, town.Administrator, Token);
        Town.Done(await portal.Get<DirectoryEditing>().SaveServiceAsync(town.Potholes, town.Roads, "Pothole Repair", "", 6, true, town.Administrator, Token));
        var before = (await Chronicle.FiguresAsync(portal)).Sequence;

        Assert.Equal(Refusal.ChangedByOthers, (await importing.ApplyAsync(file, plan, town.Administrator, Token)).Refusal);

        Assert.DoesNotContain(await portal.Get<DirectoryQueries>().DepartmentsAsync(Token), d => d.Name == "Parks");
        Assert.Equal(before, (await Chronicle.FiguresAsync(portal)).Sequence);
    }

    [Theory]
    [InlineData(",Roads,,,Lights,,0,", 2, ImportFault.DaysOutOfRange)]
    [InlineData(",Roads,,,Lights,,soon,", 2, ImportFault.NotANumber)]
    [InlineData(",Roads,,,Lights,,3,perhaps", 2, ImportFault.NotYesNo)]
    [InlineData(",Roads,,,Lights,,,", 2, ImportFault.DaysOutOfRange)]
    [InlineData(",,,,Lights,,3,", 2, ImportFault.NameMissing)]
    [InlineData("999,Roads,,,Lights,,3,", 2, ImportFault.DepartmentUnknown)]
    [InlineData("x,Roads,,,Lights,,3,", 2, ImportFault.NotANumber)]
    [InlineData(",Roads,,999,Lights,,3,", 2, ImportFault.ServiceUnknown)]
    [InlineData(",Roads,,1,Pipeline Leakage,,3,", 2, ImportFault.ServiceOfOther)]
    [InlineData("2,Water Supply,,,,,,", 2, ImportFault.NameTaken)]
    [InlineData(",Roads,,,Lights,,3,\n\n,Roads,,,Lights,,4,", 4, ImportFault.Twice)]
    [InlineData(",Roads,yes,,Lights,,3,\n,Roads,no,,Signs,,4,", 3, ImportFault.Contradicts)]
    [InlineData(",Integrity Cell,no,,,,,", 2, ImportFault.CellIsSpecial)]
    [InlineData(",Integrity Cell,,,Lights,,3,", 2, ImportFault.CellIsSpecial)]
    [InlineData(",Roads,,,,words,,", 2, ImportFault.ServiceIncomplete)]
    [InlineData(",Roads", 2, ImportFault.WrongCount)]
    [InlineData(",Roads,,,\"Lights\n\nand more\",,3,\n,Roads,,,Signs,,0,", 5, ImportFault.DaysOutOfRange)]
    [InlineData(",Roads,,,\"Lights,,3,", 1, ImportFault.BrokenQuotes)]
    [InlineData("", 1, ImportFault.NoLines)]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_done(string lines, int line, ImportFault fault)
    {
        using var portal = new TestPortal();
        var (town, importing) = (await portal.Town.FoundAsync(), portal.Get<DirectoryImporting>());
        var numbered = lines.Replace("2,Water Supply", $"{town.Roads},Water Supply", StringComparison.Ordinal).Replace(",Roads,,1,", $",Roads,,{town.Leakage},", StringComparison.Ordinal);

        var plan = await importing.PlanAsync(File(numbered), town.Administrator, Token);

        Assert.Equal([(line, fault)], plan.Errors.Select(e => (e.Line, e.Fault)));
        Assert.False(plan.MayApply);
        Assert.Equal(Refusal.FileUnreadable, (await importing.ApplyAsync(File(numbered), plan, town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_before_it_is_read()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        async Task<ImportFault> FaultAsync(byte[] file) => Assert.Single((await portal.Get<DirectoryImporting>().PlanAsync(file, town.Administrator, Token)).Errors).Fault;

        Assert.Equal(ImportFault.TooLarge, await FaultAsync(new byte[DirectoryCsv.BytesMax + 1]));
        Assert.Equal(ImportFault.NotText, await FaultAsync([0xFF, 0xFE, 0x80]));
        Assert.Equal(ImportFault.UnknownColumn, await FaultAsync("department,colour\nParks,green\n"u8.ToArray()));
        Assert.Equal(ImportFault.ColumnMissing, await FaultAsync("service\nPlaygrounds\n"u8.ToArray()));
        Assert.Equal(ImportFault.ColumnTwice, await FaultAsync("department,department\nParks,Parks\n"u8.ToArray()));
        Assert.Equal(ImportFault.TooManyLines, await FaultAsync(Encoding.UTF8.GetBytes("department\n" + string.Concat(Enumerable.Range(0, DirectoryCsv.LinesMax + 1).Select(i => $"D{i}\n")))));
    }

    [Fact]
    public async Task Columns_that_are_left_out_leave_things_as_they_are()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        var plan = await portal.Get<DirectoryImporting>().PlanAsync("Service , Department\r\nPothole Repair,Roads\r\n"u8.ToArray(), town.Administrator, Token);

        Assert.Empty(plan.Errors);
        Assert.All(plan.Lines, line => Assert.Equal(ImportEffect.Unchanged, line.Effect));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("=1+1")]
    [InlineData("+49")]
    [InlineData("-")]
    [InlineData("@sum")]
    [InlineData("'quoted")]
    [InlineData("'=quoted")]
    [InlineData("''=twice")]
    [InlineData("a,\"b\"\r\nc")]
    [InlineData("")]
    public void What_is_written_is_read_again_and_no_spreadsheet_calculates_it(string cell)
    {
        var line = Csv.Line([cell, "x"]);

        Assert.Equal([cell, "x"], Assert.Single(Csv.Read(line)!).Cells);
        Assert.DoesNotContain(line.TrimStart('"')[0], "=+-@");
    }

    private static byte[] File(string lines) => Encoding.UTF8.GetBytes(Heading + lines);
}

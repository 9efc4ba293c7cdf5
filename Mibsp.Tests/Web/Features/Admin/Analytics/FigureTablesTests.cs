using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Features.Admin.Analytics;
using Mibsp.Web.Features.Admin.Analytics.Tables;
using Mibsp.Web.Resources;

namespace Mibsp.Tests.Web.Features.Admin.Analytics;

/// <summary>The tables of the console: what stands in them, where they lead, and how they look as a file.</summary>
public sealed class FigureTablesTests : BunitContext
{
    public FigureTablesTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        SetRendererInfo(new("Server", true));
    }

    [Fact]
    public void Two_times_stand_side_by_side()
    {
        var table = Tables(Answers.Compared).Find("volumes")!;

        Assert.Equal(["Month", "Compared with", "Filed", "Filed, then", "Closed", "Closed, then", "Open at the end", "Open at the end, then"], table.Columns.Select(c => c.Name));
        Assert.Equal(["Nov 2026", "Oct 2026", "72", "60", "30", "40", "1,234", "1,200"], Assert.Single(table.Rows).Cells.Select(c => c.Words));
        Assert.Equal(["Nov 2026", "Oct 2026", "90 %", "80 %", "4.5", "3.0", "20 %", "20 %"], Assert.Single(Tables(Answers.Compared).Find("quality")!.Rows).Cells.Select(c => c.Words));
        Assert.Equal(["Month", "Filed", "Closed", "Open at the end"], Tables(Answers.Alone).Find("volumes")!.Columns.Select(c => c.Name));
    }

    [Fact]
    public void The_longer_of_two_times_is_shown_to_its_end()
    {
        var answer = Answers.Compared;
        var table = Tables(answer with { ComparedPoints = [.. answer.ComparedPoints!, .. answer.ComparedPoints!] }).Find("volumes")!;

        Assert.Equal(["–", "Oct 2026", "–", "60", "–", "40", "–", "1,200"], table.Rows[1].Cells.Select(c => c.Words));
    }

    [Fact]
    public void The_most_come_first_with_a_bar_and_the_change()
    {
        var rows = Tables(Answers.Compared).Find("department")!.Rows;

        Assert.Equal([("=Roads", "52", "30", "+22 (+73 %)"), ("Water Supply", "20", "30", "−10 (−33 %)")], rows.Select(r => (r.Cells[0].Words, r.Cells[1].Words, r.Cells[2].Words, r.Cells[3].Words)));
        Assert.Equal([100, 38], rows.Select(r => r.Cells[1].Bar));
        Assert.Equal(["No service named", "No longer listed"], Tables(Answers.Compared).Find("service")!.Rows.Select(r => r.Cells[0].Words));
        Assert.Equal("Bribe demanded", Assert.Single(Tables(Answers.Compared).Find("kind")!.Rows).Cells[0].Words);
    }

    [Fact]
    public void A_heat_map_holds_its_numbers_and_is_darkest_where_there_are_most()
    {
        var (deadlines, wards) = (Tables(Answers.Compared).Find("deadlines")!, Tables(Answers.Compared).Find("ward-map")!);

        Assert.Equal(["Water Supply", "10", "0", "0", "0", "1", "0", "0", "0", "11"], deadlines.Rows[0].Cells.Select(c => c.Words));
        Assert.Equal([null, 5, 0, 0, 0, 1, 0, 0, 0, null], deadlines.Rows[0].Cells.Select(c => c.Level));
        Assert.Equal(["=Roads", "5"], new[] { deadlines.Rows[1].Cells[0].Words, deadlines.Rows[1].Cells[^1].Words });
        Assert.Equal(["Ward", "Water Supply", "=Roads", "Together"], wards.Columns.Select(c => c.Name));
        Assert.Equal([("Ward 1", "14"), ("No ward named", "1")], wards.Rows.Select(r => (r.Cells[0].Words, r.Cells[^1].Words)));
    }

    [Fact]
    public void Numbers_lead_to_the_list_of_what_was_counted()
    {
        var tables = Tables(Answers.Compared);
        string? Link(string table, int row, int column) => tables.Find(table)!.Rows[row].Cells[column].Link;
        const string Period = "from=2026-11-01&until=2026-11-23";

        Assert.Equal($"/admin/complaints?{Period}", Link("volumes", 0, 2));
        Assert.Equal("/admin/complaints?from=2026-10-01&until=2026-10-23", Link("volumes", 0, 3));
        Assert.Equal($"/admin/complaints?department=2&{Period}", Link("department", 0, 1));
        Assert.Equal("/admin/complaints?department=2&open=true&order=Deadline", Link("department", 0, 8));
        Assert.Equal($"/admin/complaints?kind=BribeDemanded&{Period}", Link("kind", 0, 1));
        Assert.Equal("/admin/complaints?from=2026-11-16&until=2026-11-23&open=true&order=CaseNumber", Link("ages", 0, 1));
        Assert.Equal("/admin/complaints?until=2026-05-26&open=true&order=CaseNumber", Link("ages", 3, 1));
        Assert.Equal("/admin/complaints?department=1&due-until=2026-10-23&open=true&order=Deadline", Link("deadlines", 0, 1));
        Assert.Equal("/admin/complaints?department=1&due-from=2026-11-24&due-until=2026-11-30&open=true&order=Deadline", Link("deadlines", 0, 5));
        Assert.Equal("/admin/complaints?department=2&due-from=2026-12-24&open=true&order=Deadline", Link("deadlines", 1, 8));
        Assert.Equal($"/admin/complaints?department=1&ward=1&{Period}", Link("ward-map", 0, 1));
        Assert.Equal("/admin/complaints?department=1&unassigned=true", Link("officers", 0, 2));
        Assert.Equal($"/admin/complaints?department=2&officer={Answers.Asha}&open=true", Link("officers", 1, 2));

        // Nothing to see, nobody to ask for, and what no list can answer.
        Assert.All([Link("ages", 1, 1), Link("deadlines", 0, 2), Link("service", 0, 1), Link("ward-map", 1, 2), Link("volumes", 0, 4)], Assert.Null);
    }

    [Fact]
    public void Who_has_no_lists_gets_no_links()
    {
        var tables = Tables(Answers.Compared, mayList: false);
        string[] keys = ["volumes", "quality", "department", "service", "ward", "kind", "ages", "deadlines", "ward-map", "officers"];

        Assert.All(keys, key => Assert.All(tables.Find(key)!.Rows.SelectMany(row => row.Cells), cell => Assert.Null(cell.Link)));
        Assert.Null(tables.Find("persons"));
    }

    [Fact]
    public void A_file_holds_bare_numbers_and_names_that_do_nothing()
    {
        var lines = AnalyticsTables.ToCsv(Tables(Answers.Compared).Find("department")!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["Department,Filed,\"Filed, then\",Closed,Closed in time,Days to first action,Closings contested,Open now", "'=Roads,52,30,0,,,,4", "Water Supply,20,30,0,,,,9"], lines);
        Assert.Equal("2026-11-01,2026-10-01,72,60,30,40,1234,1200", AnalyticsTables.ToCsv(Tables(Answers.Compared).Find("volumes")!).Split("\r\n")[1]);
    }

    [Fact]
    public void Both_times_are_drawn_and_named_in_words()
    {
        var page = Render<FlowSections>(p => p.Add(s => s.Answer, Answers.Compared).Add(s => s.Tables, Tables(Answers.Compared)).Add(s => s.Address, new AnalyticsAddress()));

        Assert.Equal(6, page.FindAll("canvas").Count);
        Assert.Equal(["This time", "The time before"], page.FindAll(".chart")[0].QuerySelectorAll(".legend li").Select(li => li.TextContent));
        Assert.Equal("Days to first action. Nov: 4.5.", page.FindAll("canvas")[4].GetAttribute("aria-label"));
        Assert.Equal(["/admin/analytics/export?table=volumes", "/admin/analytics/export?table=quality"], page.FindAll("a[download]").Select(a => a.GetAttribute("href")));
        Assert.Equal(2, page.FindAll("details table").Count);
    }

    private AnalyticsTables Tables(AnalyticsAnswer answer, bool mayList = true) => new(
        answer, Answers.Names, Answers.Drill(answer, mayList), Services.GetRequiredService<IStringLocalizer<AnalyticsTexts>>(), Services.GetRequiredService<IStringLocalizer<CommonTexts>>());
}

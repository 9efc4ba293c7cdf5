using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Calendars;
using Mibsp.Web.Features.Admin.Departments;
using Mibsp.Web.Features.Admin.Departments.Import;
using Mibsp.Web.Features.Admin.Officers;
using Mibsp.Web.Features.Admin.Operation;
using Mibsp.Web.Features.Admin.Wards;

namespace Mibsp.Tests.Web.Features.Admin;

/// <summary>The pages by which an administrator keeps the town: what they say, and what comes of it.</summary>
public sealed class TownPagesTests : PageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(await Town.HireAsync(StaffRole.Administrator, name: "Chandra"));
    }

    [Fact]
    public async Task An_absence_is_entered_shown_and_ended()
    {
        var (asha, _) = (await Town.HireAsync(name: "Asha"), await Town.HireAsync(name: "Ravi"));
        var page = Render<OfficerPage>(p => p.Add(o => o.Id, asha.Id));
        page.WaitForElement("#substitute option:nth-child(2)");

        await page.Find("#away-from").ChangeAsync("2026-07-20");
        await page.Find("#away-until").ChangeAsync("2026-07-17");
        await page.Find("section[aria-labelledby=absence] form").SubmitAsync();
        Assert.Contains("The last day must not come before the first.", page.Find("#away-until-error").TextContent);

        await page.Find("#away-from").ChangeAsync("2026-07-14");
        await page.Find("#substitute").ChangeAsync(page.Find("#substitute option:nth-child(2)").GetAttribute("value")!);
        await page.Find("section[aria-labelledby=absence] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Away until 17 Jul 2026", page.Find("[data-testid=away]").TextContent));
        page.WaitForAssertion(() => Assert.Contains("Substitute: Ravi", page.Find(".acts").TextContent));

        page.WaitForElement("[data-testid=end-absence]");
        await page.Find("[data-testid=end-absence]").ClickAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=away]")));
    }

    [Fact]
    public async Task People_are_searched_for_in_the_address()
    {
        await Town.HireAsync(name: "Asha");
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/admin/officers?search=ash");
        var page = Render<OfficersPage>();
        page.WaitForElement("table");

        Assert.Equal(["Asha"], page.FindAll("[data-testid=person] th").Select(th => th.TextContent));
        Assert.Equal("ash", page.Find("#search").GetAttribute("value"));
    }

    [Fact]
    public async Task A_service_in_use_is_not_deleted_but_disabled_instead()
    {
        await Town.FileAsync();
        var page = Render<DepartmentPage>(p => p.Add(d => d.Id, Town.Water));
        page.WaitForElement("[data-testid=delete-service]");

        await page.Find("[data-testid=delete-service]").ClickAsync();
        await page.Find("[data-testid=confirm-delete]").ClickAsync();
        Assert.Contains("it is still referred to by complaints", page.Find("[data-testid=still-used]").TextContent);

        await page.Find("[data-testid=disable-instead]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Not offered", page.Find("[data-testid=service]").TextContent));
        page.WaitForAssertion(() => Assert.Contains("offered: yes → no", page.Find(".acts").TextContent));
    }

    [Fact]
    public async Task A_ward_is_added_changed_and_deleted()
    {
        var page = Render<WardsPage>();
        page.WaitForElement("[data-testid=ward]");

        await page.Find("[data-testid=new]").ClickAsync();
        await page.Find("#ward-number").ChangeAsync("two");
        await page.Find("#ward-name").ChangeAsync("Lake View");
        await page.Find("form").SubmitAsync();
        Assert.Contains("Enter a whole number from 1 to 9999.", page.Find("#ward-number-error").TextContent);
        Assert.Equal("Lake View", page.Find("#ward-name").GetAttribute("value"));
        await page.Find("#ward-number").ChangeAsync("4");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("[data-testid=ward]").Count));

        await page.FindAll("[data-testid=ward]")[3].QuerySelector("[data-testid=delete]")!.ClickAsync();
        await page.Find("[data-testid=confirm-delete]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=ward]").Count));
        Assert.Contains("Lake View is deleted.", page.Find(".said").TextContent);
    }

    [Fact]
    public async Task A_holiday_is_added_seen_in_the_year_and_removed()
    {
        var page = Render<CalendarPage>(p => p.Add(c => c.Id, Calendar.TownHall));
        page.WaitForElement("#day-on");

        await page.Find("#day-on").ChangeAsync("2026-07-14");
        await page.Find("#day-name").ChangeAsync("Rain festival");
        await page.Find("section[aria-labelledby=new-day] form").SubmitAsync();
        Assert.Contains("Only days from today on can be changed.", page.Find("#day-on-error").TextContent);

        await page.Find("#day-on").ChangeAsync("2026-07-17");
        await page.Find("section[aria-labelledby=new-day] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("holiday: Rain festival", page.Find(".month__holiday").TextContent));
        Assert.Contains("17 Jul 2026: as its weekday says → day off", page.Find(".acts").TextContent);

        await page.Find("[data-testid=remove-day]").ClickAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".month__holiday")));
    }

    [Fact]
    public async Task A_calendar_is_made_and_given_to_a_department()
    {
        var page = Render<CalendarsPage>();
        page.WaitForElement("#calendar-name");
        await page.Find("#calendar-name").ChangeAsync("Water works");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=calendar]").Count));

        var department = Render<DepartmentPage>(p => p.Add(d => d.Id, Town.Water));
        department.WaitForElement("#calendar");
        await department.Find("#calendar").ChangeAsync("2");
        await department.Find("section[aria-labelledby=calendar-of] form").SubmitAsync();
        department.WaitForAssertion(() => Assert.Contains("The calendar is saved.", department.Find(".said").TextContent));
        Assert.Contains((await Portal.Get<CalendarQueries>().ListAsync(Town.Administrator, Token)).Single(c => c.Id == 2).Departments, name => name == "Water Supply");
    }

    [Fact]
    public async Task A_setting_is_changed_for_tomorrow_within_its_bounds()
    {
        var page = Render<TownSettings>();
        page.WaitForElement("[data-testid=town-setting]");
        await Row().QuerySelector("[data-testid=edit]")!.ClickAsync();
        await page.Find("#setting-value").ChangeAsync("6");
        await page.Find("form").SubmitAsync();
        Assert.Contains("Enter a whole number from 7 to 365.", page.Find("#setting-value-error").TextContent);

        await page.Find("#setting-value").ChangeAsync("14");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("from tomorrow: 14", Row().QuerySelector("[data-testid=tomorrow]")!.TextContent));
        Assert.Equal("30", Row().QuerySelector("[data-testid=value]")!.TextContent);
        page.WaitForAssertion(() => Assert.Contains("Silence closes after: 30 → 14", page.Find(".acts").TextContent));

        AngleSharp.Dom.IElement Row() => page.FindAll("[data-testid=town-setting]").Single(row => row.TextContent.Contains("Silence closes after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_shown_first_and_then_brought_in()
    {
        var page = Render<ImportPage>();
        var file = InputFileContent.CreateFromText("department,service,deadline_days\nParks,Playgrounds,12\nRoads,Pothole Repair,8\n", "town.csv");

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(file);
        page.WaitForElement("[data-testid=apply]");
        Assert.Contains("New: 2. Changed: 1. Unchanged: 1.", page.Find("[data-testid=plan]").TextContent);
        Assert.Contains("working days: 10 → 8", page.Find("table").TextContent);
        Assert.Equal(3, (await Portal.Get<DirectoryQueries>().DepartmentsAsync(Token)).Count);

        await page.Find("[data-testid=apply]").ClickAsync();
        page.WaitForElement("[data-testid=done]");
        Assert.Contains("The file would change nothing", page.Find("[data-testid=nothing]").TextContent);
        Assert.Equal(4, (await Portal.Get<DirectoryQueries>().DepartmentsAsync(Token)).Count);
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_by_line()
    {
        var page = Render<ImportPage>();

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("department,service,deadline_days\nRoads,Signs,soon\n", "town.csv"));

        page.WaitForElement("[data-testid=faults]");
        Assert.Contains("Line 2: “soon” is not a whole number.", page.Find("[data-testid=faults]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=apply]"));
    }
}

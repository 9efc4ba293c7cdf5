using Bunit;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Admin.Departments;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class DepartmentsPageTests : PageTests
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(await Town.HireAsync(StaffRole.Administrator));
    }

    [Fact]
    public async Task A_department_is_added()
    {
        var page = Open();

        await page.Find("[data-testid=new]").ClickAsync();
        await page.Find("#department-name").ChangeAsync(" Parks ");
        await page.Find("form").SubmitAsync();

        Assert.Contains("Parks is saved.", page.Find(".said").TextContent);
        Assert.Equal("Parks", Card(page, "Parks").QuerySelector("h2")!.TextContent);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_stays_to_be_mended()
    {
        var page = Open();

        await page.Find("[data-testid=new]").ClickAsync();
        await page.Find("#department-name").ChangeAsync("Roads");
        await page.Find("form").SubmitAsync();

        Assert.Contains("There is a department of this name already.", page.Find("#department-name-error").TextContent);
        Assert.Equal("Roads", page.Find("#department-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_department_can_stop_taking_complaints_but_the_integrity_cell_cannot()
    {
        var page = Open();

        await Card(page, "Roads").QuerySelector("[data-testid=edit]")!.ClickAsync();
        await page.Find("#department-active").ChangeAsync(false);
        await page.Find("form").SubmitAsync();
        Assert.Contains("Takes no new complaints", Card(page, "Roads").TextContent);

        await Card(page, "Integrity Cell").QuerySelector("[data-testid=edit]")!.ClickAsync();
        Assert.Empty(page.FindAll("#department-active"));
    }

    [Fact]
    public async Task A_service_is_added_to_its_department()
    {
        var page = Open();

        await Card(page, "Roads").QuerySelector("[data-testid=new-service]")!.ClickAsync();
        await FillAsync(page, "Street Lights", "7");

        Assert.Contains("Street Lights", Card(page, "Roads").TextContent);
        Assert.Contains("within 7 working days", Card(page, "Roads").TextContent);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task A_deadline_is_between_1_and_365_days(string days)
    {
        var page = Open();

        await Card(page, "Roads").QuerySelector("[data-testid=edit-service]")!.ClickAsync();
        await FillAsync(page, "Pothole Repair", days);

        Assert.Contains("Enter a whole number from 1 to 365.", page.Find("#service-days-error").TextContent);
        Assert.Equal(days, page.Find("#service-days").GetAttribute("value") ?? "");
        Assert.Contains("within 10 working days", Card(page, "Roads").TextContent);
    }

    [Fact]
    public async Task A_service_can_stop_being_offered()
    {
        var page = Open();

        await Card(page, "Roads").QuerySelector("[data-testid=edit-service]")!.ClickAsync();
        await page.Find("#service-active").ChangeAsync(false);
        await page.Find("form").SubmitAsync();

        Assert.Contains("Not offered", Card(page, "Roads").TextContent);
    }

    private IRenderedComponent<DepartmentsPage> Open()
    {
        var page = Render<DepartmentsPage>();
        page.WaitForElement("[data-testid=department]");
        return page;
    }

    private static async Task FillAsync(IRenderedComponent<DepartmentsPage> page, string name, string days)
    {
        await page.Find("#service-name").ChangeAsync(name);
        await page.Find("#service-days").ChangeAsync(days);
        await page.Find("form").SubmitAsync();
    }

    private static AngleSharp.Dom.IElement Card(IRenderedComponent<DepartmentsPage> page, string name)
        => page.FindAll("[data-testid=department]").First(card => card.QuerySelector("h2")!.TextContent == name);
}

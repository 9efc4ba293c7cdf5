using Bunit;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Cases;
using Mibsp.Web.Features.Staff.Templates;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Where templates are kept, and where one starts from them.</summary>
public sealed class TemplatesPageTests : PageTests
{
    [Fact]
    public async Task A_supervisor_writes_a_template_for_the_department()
    {
        var page = Open(await Town.HireAsync(StaffRole.Supervisor));
        await page.Find("[data-testid=new]").ClickAsync(new());
        Assert.Empty(page.FindAll("#template-department"));

        await FillAsync(page, "A crew is coming", "It comes by {deadline}.");

        page.WaitForAssertion(() => Assert.Contains("“A crew is coming” was saved.", page.Find(".said").TextContent, StringComparison.Ordinal));
        Assert.Contains("Water Supply", page.Find("[data-testid=template]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Open(await Town.HireAsync(StaffRole.Supervisor, Town.Roads)).FindAll("[data-testid=template]"));
    }

    [Fact]
    public async Task What_nobody_can_fill_in_is_named_and_what_was_typed_stays()
    {
        var page = Open(await Town.HireAsync(StaffRole.Supervisor));
        await page.Find("[data-testid=new]").ClickAsync(new());

        await FillAsync(page, "Hello", "Dear {name}, your {story} by {deadline}");

        page.WaitForAssertion(() => Assert.StartsWith(
            "Nothing can be filled in for {name}, {story}. You can use {case number}, {service},", page.Find("#template-text-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("Dear {name}, your {story} by {deadline}", page.Find("#template-text").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=template]"));
    }

    [Fact]
    public async Task An_administrator_writes_for_all_and_a_supervisor_sees_but_does_not_change_it()
    {
        var page = Open(await Town.HireAsync(StaffRole.Administrator));
        await page.Find("[data-testid=new]").ClickAsync(new());
        await FillAsync(page, "We have started", "We are on it.");
        page.WaitForAssertion(() => Assert.Contains("For all departments", page.Find("[data-testid=template]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=edit]").ClickAsync(new());
        await page.Find("#template-active").ChangeAsync(false);
        await FillAsync(page, "We have begun", "We are on it.");

        page.WaitForAssertion(() => Assert.Contains("We have begun", page.Find("[data-testid=template] h2").TextContent, StringComparison.Ordinal));
        var theirs = Open(await Town.HireAsync(StaffRole.Supervisor));
        Assert.Contains("Not in use", theirs.Find("[data-testid=template]").TextContent, StringComparison.Ordinal);
        Assert.Empty(theirs.FindAll("[data-testid=edit]"));
    }

    [Fact]
    public async Task Who_was_slower_is_told_keeps_the_text_and_can_send_it_again()
    {
        var supervisor = await Town.HireAsync(StaffRole.Supervisor);
        var editing = Portal.Get<TemplateEditing>();
        Town.Done(await editing.SaveAsync(null, new TemplateDraft(Town.Water, "Crew", "Old."), supervisor.Actor, Token));
        var page = Open(supervisor);
        await page.Find("[data-testid=edit]").ClickAsync(new());
        var row = (await Portal.Get<TemplateQueries>().ListAsync(1, supervisor.Actor, Token)).Rows[0];
        Town.Done(await editing.SaveAsync(new SeenTemplate(row.Id, row.Version), new TemplateDraft(null, "Crew", "Theirs."), Town.Administrator, Token));

        await FillAsync(page, "Crew", "Mine.");

        page.WaitForAssertion(() => Assert.Contains("Somebody changed this", page.Find("#template-text-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("Theirs.", page.Find(".template__text").TextContent, StringComparison.Ordinal);
        await page.Find("form.panel").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Mine.", page.Find(".template__text").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_template_is_added_to_what_is_typed_with_the_facts_of_the_case()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAndTakeAsync(officer);
        Town.Done(await Portal.Get<TemplateEditing>().SaveAsync(
            null, new TemplateDraft(Town.Water, "Crew", "{case number}: {service}, {department}, by {deadline}, said on {today}."), Town.Administrator, Token));
        SignIn(officer);
        var page = Render<CasePage>(p => p.Add(c => c.CaseNumber, filed.CaseNumber));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".next__list")));
        await page.FindAll(".next__list button").Single(button => button.TextContent == "Write to the citizen").ClickAsync(new());
        await page.Find("#text").InputAsync("Good day.");

        await InsertAsync(page);
        Assert.Contains("Choose a template first.", page.Find(".template [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Good day.", page.Find("#text").GetAttribute("value"));
        await page.Find("#template").ChangeAsync(page.FindAll("#template option")[1].GetAttribute("value")!);
        await InsertAsync(page);

        var (deadline, today) = await DaysAsync(filed, officer);
        Assert.Equal(
            $"Good day.\n\n{filed.CaseNumber}: Pipeline Leakage, Water Supply, by {deadline}, said on {today}.", page.Find("#text").GetAttribute("value"));
        await page.Find("form.act").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains($"{filed.CaseNumber}: Pipeline Leakage", page.Find(".timeline").TextContent, StringComparison.Ordinal));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private static Task InsertAsync(IRenderedComponent<CasePage> page) => page.Find(".template button").ClickAsync(new());

    private static async Task FillAsync(IRenderedComponent<TemplatesPage> page, string title, string text)
    {
        await page.Find("#template-title").InputAsync(title);
        await page.Find("#template-text").InputAsync(text);
        await page.Find("form.panel").SubmitAsync();
    }

    private async Task<(string Deadline, string Today)> DaysAsync(Filed filed, Member officer)
    {
        var facts = (await Portal.Get<Mibsp.Domain.Casework.ComplaintQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token))!;
        return (Words(facts.DeadlineOn), Words(Portal.Get<Mibsp.Domain.Common.MunicipalTime>().Today));

        static string Words(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.CurrentCulture);
    }

    private IRenderedComponent<TemplatesPage> Open(Member member)
    {
        SignIn(member);
        var page = Render<TemplatesPage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll(".templates, .empty").Count > 0));
        return page;
    }
}

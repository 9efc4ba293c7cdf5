using Microsoft.Playwright;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>Two people of one department with the same case open, each in a browser of their own.</summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class TwoOfficersTests(BrowserFixture browser)
{
    private const string Mine = "I will look at the pump on Tuesday.";
    private const string Theirs = "The pump was looked at this morning.";

    [Fact]
    public async Task The_second_is_told_who_was_first_and_nothing_typed_is_lost()
    {
        var (officer, head) = (await browser.OpenAsync(), await browser.OpenAsync(width: 390));
        await officer.SignInAsync("officer_water", "Officer@1234", "Water-tower-88");
        await head.SignInAsync("supervisor_water", "Officer@1234", "Water-works-88");
        await officer.GotoAsync("/officer/dashboard?show=unassigned&sort=newest");
        var address = await officer.Locator(".queue th a").First.GetAttributeAsync("href") ?? "";
        await WriteAsync(officer, address, Mine);
        await WriteAsync(head, address, Theirs);

        await head.Locator(".next__send button[type=submit]").ClickAsync();

        await officer.Locator("#changed").GetByText("by Supervisor, Water Supply.").WaitForAsync();
        await officer.Locator(".timeline").GetByText(Theirs).WaitForAsync();
        Assert.Equal(Mine, await officer.Locator("#text").InputValueAsync());
        await officer.Locator(".next__send button[type=submit]").ClickAsync();
        await head.Locator(".timeline").GetByText(Mine).WaitForAsync();
    }

    private static async Task WriteAsync(IPage page, string address, string note)
    {
        await page.GotoAsync(address);
        await page.Button("Internal note").ClickAsync();
        await page.Locator("#text").FillAsync(note);
    }
}

using Bunit;
using Mibsp.Domain.Notifying;
using Mibsp.Tests.Domain.Notifying;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Notices;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Where somebody says how they want to be told, and sees when that does not work.</summary>
public sealed class NoticeSettingsTests : PageTests
{
    private Member _officer = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(_officer = await Town.HireAsync());
    }

    [Fact]
    public async Task What_is_chosen_is_there_again()
    {
        var page = Open();
        Assert.True(page.Find("#bell-on").HasAttribute("checked"));
        Assert.False(page.Find("#digest-on").HasAttribute("checked"));
        Assert.Equal(("20", "8"), (page.Find("#quiet-from").GetAttribute("value"), page.Find("#quiet-until").GetAttribute("value")));

        await page.Find("#bell-on").ChangeAsync(false);
        await page.Find("#digest-on").ChangeAsync(true);
        await page.Find("#email").ChangeAsync("asha@town.example");
        await page.Find("#quiet-from").ChangeAsync("22");
        await page.Find("#quiet-until").ChangeAsync("6");
        await page.Find("#quiet-days-off").ChangeAsync(false);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(
            new NoticeWishes(BellOn: false, DigestOn: true, "asha@town.example", new QuietHours(22, 6, OnDaysOff: false)),
            await Portal.Get<NoticeChoosing>().FindAsync(_officer.Actor, Token));
        Assert.Equal("asha@town.example", page.Find("#email").GetAttribute("value"));
    }

    [Theory]
    [InlineData("asha", "This is not an e-mail address. Write it like name@town.example.")]
    [InlineData("", "Enter an address, or switch the e-mail off.")]
    public async Task A_wrong_address_is_told_beside_its_field_and_nothing_typed_is_lost(string email, string sentence)
    {
        var page = Open();
        await page.Find("#digest-on").ChangeAsync(true);
        await page.Find("#email").ChangeAsync(email);
        await page.Find("#quiet-from").ChangeAsync("22");
        await page.Find("form").SubmitAsync();

        Assert.Equal(sentence, page.Find("#email-error").TextContent);
        Assert.Equal("true", page.Find("#email").GetAttribute("aria-invalid"));
        Assert.Equal("22", page.Find("#quiet-from").GetAttribute("value"));
        Assert.DoesNotContain("Saved.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(NoticeWishes.Usual, await Portal.Get<NoticeChoosing>().FindAsync(_officer.Actor, Token));
    }

    [Fact]
    public async Task An_e_mail_that_could_not_be_sent_is_told_until_one_could()
    {
        await DigestTests.ChooseAsync(Portal, _officer);
        await DigestTests.WriteAsync(Portal, await Town.FileAndTakeAsync(_officer));
        Portal.Mail.Answer = MailAnswer.AddressRefused;
        await DigestTests.SendAsync(Portal);
        Assert.Contains("The last e-mail could not be sent (15 Jul 2026).", Open().Find("[data-testid=mail-failed]").TextContent, StringComparison.Ordinal);

        Portal.Mail.Answer = MailAnswer.Taken;
        Portal.Clock.Advance(TimeSpan.FromHours(1));
        await DigestTests.SendAsync(Portal);
        Assert.Empty(Open().FindAll("[data-testid=mail-failed]"));
    }

    [Fact]
    public void A_portal_without_a_mail_server_says_so()
    {
        Assert.Empty(Open().FindAll("[data-testid=no-mail]"));

        Portal.Mail.IsOn = false;

        Assert.Contains("sends no e-mail so far", Open().Find("[data-testid=no-mail]").TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private IRenderedComponent<NoticeSettingsPage> Open()
    {
        var page = Render<NoticeSettingsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("form")));
        return page;
    }
}

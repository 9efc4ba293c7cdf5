using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Tests.Support;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Tests.Web.SignIn;

/// <summary>What pages with dangerous acts ask first.</summary>
public sealed class StepUpTests : PageTests
{
    private BunitNavigationManager Nav => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public async Task Who_proved_it_a_moment_ago_goes_on_and_who_did_not_is_asked_and_comes_back()
    {
        SignIn(await Town.HireAsync(StaffRole.Administrator));
        Nav.NavigateTo("/admin/officers?page=2");
        Portal.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await Services.GetRequiredService<StepUp>().DemandAsync());

        Portal.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.False(await Services.GetRequiredService<StepUp>().DemandAsync());
        Assert.Equal("http://localhost/auth/confirm?back=%2Fadmin%2Fofficers%3Fpage%3D2", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Whose_session_has_ended_is_not_taken_at_their_word()
    {
        var member = await Town.HireAsync(StaffRole.Administrator);
        SignIn(member);
        Town.Done(await Portal.Get<SessionKeeping>().EndAllAsync(member.Id, Town.Administrator, TestContext.Current.CancellationToken));

        Assert.False(await Services.GetRequiredService<StepUp>().DemandAsync());
    }
}

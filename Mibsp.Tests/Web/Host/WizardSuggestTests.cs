using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Citizen.Filing;

namespace Mibsp.Tests.Web.Host;

/// <summary>The wizard's suggestion of a service, without a page.</summary>
public sealed class WizardSuggestTests(WebHost host) : IClassFixture<WebHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FilingWizard Wizard => host.Services.GetRequiredService<FilingWizard>();

    [Fact]
    public async Task It_fills_nothing_until_one_is_chosen_and_then_department_and_service_only()
    {
        var draft = new Draft { Step = WizardStep.Place, Words = "सड़क में गहरा गड्ढा है" };

        await Wizard.SuggestAsync(draft, Token);
        Assert.Equal(host.Town.Potholes, Assert.Single(draft.Suggested!));
        Assert.Null(draft.ServiceId);

        await Wizard.TakeAsync(draft, host.Town.Potholes, Token);
        Assert.Equal((host.Town.Roads, host.Town.Potholes), (draft.DepartmentId, draft.ServiceId));
        Assert.Equal("", draft.Description);
    }

    [Fact]
    public async Task No_words_are_no_question_and_words_that_do_not_tell_get_no_guess()
    {
        var draft = new Draft { Step = WizardStep.Place, Words = " " };
        await Wizard.SuggestAsync(draft, Token);
        Assert.Null(draft.Suggested);

        draft.Words = "hello";
        await Wizard.SuggestAsync(draft, Token);
        Assert.Empty(draft.Suggested!);
    }

    [Fact]
    public async Task Only_in_its_own_step_and_only_what_is_offered()
    {
        var draft = new Draft { Step = WizardStep.Review, Words = "burst pipe" };
        await Wizard.SuggestAsync(draft, Token);
        await Wizard.TakeAsync(draft, host.Town.Leakage, Token);
        Assert.Null(draft.Suggested);
        Assert.Null(draft.ServiceId);

        draft.Step = WizardStep.Place;
        await Wizard.TakeAsync(draft, 99_999, Token);
        Assert.Null(draft.ServiceId);
    }

    [Fact]
    public async Task Nothing_of_it_is_left_once_the_complaint_is_sent()
    {
        var draft = new Draft
        {
            Step = WizardStep.Place, Words = "pipe burst", Kind = A.NewComplaint(host.Town.Water).Kind, DepartmentId = host.Town.Water,
            KeepFrom = Mibsp.Domain.Complaints.KeepFrom.Nobody, Description = A.Description,
        };
        await Wizard.SuggestAsync(draft, Token);
        draft.Step = WizardStep.Review;

        Assert.Empty(await Wizard.SendAsync(draft, Token));
        Assert.Equal("", draft.Words);
        Assert.Null(draft.Suggested);
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Templates;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Templates;

/// <summary>Who keeps templates, who may start from them, and what is refused.</summary>
public sealed class TemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_departments_template_is_offered_there_and_nowhere_else(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (water, roads) = (await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
        var supervisor = await town.HireAsync(StaffRole.Supervisor);
        Town.Done(await SaveAsync(portal, supervisor.Actor, "A crew is coming", town.Water));
        Town.Done(await SaveAsync(portal, town.Administrator, "We have started", null));

        Assert.Equal(["A crew is coming", "We have started"], await TitlesAsync(portal, water.Actor));
        Assert.Equal(["We have started"], await TitlesAsync(portal, roads.Actor));
        Assert.Empty(await TitlesAsync(portal, town.Administrator));
        Assert.Equal(
            [AuditAct.TemplateCreated, AuditAct.TemplateCreated],
            (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.TemplateCreated), null, town.Administrator, Token)).Rows.Select(row => row.Act!.Value));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_whose_it_is_may_change_it_and_everything_else_looks_as_if_it_were_not_there(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (own, other) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Supervisor, town.Roads));
        var officer = await town.HireAsync();
        Town.Done(await SaveAsync(portal, own.Actor, "Ours", town.Water));
        Town.Done(await SaveAsync(portal, town.Administrator, "For all", null));
        var (ours, forAll) = (await SeenAsync(portal, "Ours"), await SeenAsync(portal, "For all"));

        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, other.Actor, "Theirs now", null, ours));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, own.Actor, "Mine now", null, forAll));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, own.Actor, "For all, says the supervisor", null));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, own.Actor, "In another department", town.Roads));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, officer.Actor, "An officer's", town.Water));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(portal, own.Actor, "Never was", null, new SeenTemplate(9999, 1)));

        var seenByOwn = await portal.Get<TemplateQueries>().ListAsync(1, own.Actor, Token);
        Assert.Equal([("For all", false), ("Ours", true)], seenByOwn.Rows.Select(row => (row.Title, row.MayChange)));
        Assert.Equal(["For all"], (await portal.Get<TemplateQueries>().ListAsync(1, other.Actor, Token)).Rows.Select(row => row.Title));
        Assert.Empty((await portal.Get<TemplateQueries>().ListAsync(1, officer.Actor, Token)).Rows);
        Assert.All((await portal.Get<TemplateQueries>().ListAsync(1, town.Administrator, Token)).Rows, row => Assert.True(row.MayChange));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_who_change_it_at_once_the_second_is_told(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var supervisor = await town.HireAsync(StaffRole.Supervisor);
        Town.Done(await SaveAsync(portal, supervisor.Actor, "A crew is coming", town.Water));
        var seen = await SeenAsync(portal, "A crew is coming");

        var both = await Task.WhenAll(
            SaveAsync(portal, supervisor.Actor, "One", null, seen), SaveAsync(portal, town.Administrator, "Two", null, seen));

        Assert.Equal([null, Refusal.ChangedByOthers], both.Select(outcome => outcome.Refusal).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_not_in_use_is_offered_to_nobody(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        Town.Done(await SaveAsync(portal, town.Administrator, "Old", town.Water));

        Town.Done(await SaveAsync(portal, town.Administrator, "Old", null, await SeenAsync(portal, "Old"), isActive: false));

        Assert.Empty(await TitlesAsync(portal, (await town.HireAsync()).Actor));
        Assert.Single((await portal.Get<TemplateQueries>().ListAsync(1, town.Administrator, Token)).Rows);
    }

    [Theory]
    [InlineData("", "A text.", Refusal.NameMissing)]
    [InlineData("Title", " ", Refusal.NoteMissing)]
    [InlineData("Title", "Dear {name}", Refusal.PlaceholderUnknown)]
    [InlineData("For {name}", "A text.", Refusal.PlaceholderUnknown)]
    [InlineData("Taken ", "A text.", Refusal.NameTaken)]
    [InlineData("Title", "By {deadline}, {today}.", null)]
    public async Task A_template_says_something_and_asks_for_nothing_unknown(string title, string text, Refusal? refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        Town.Done(await SaveAsync(portal, town.Administrator, "Taken", town.Water));

        var outcome = await portal.Get<TemplateEditing>().SaveAsync(null, new TemplateDraft(town.Water, title, text), town.Administrator, Token);

        Assert.Equal(refusal, outcome.Refusal);
        Assert.Null(await RefusalAsync(portal, town.Administrator, "Taken", town.Roads));
    }

    [Fact]
    public async Task A_template_ends_somewhere()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var editing = portal.Get<TemplateEditing>();

        Assert.Equal(Refusal.TextTooLong, (await editing.SaveAsync(null, new TemplateDraft(null, new string('t', 81), "A text."), town.Administrator, Token)).Refusal);
        Assert.Equal(Refusal.TextTooLong, (await editing.SaveAsync(null, new TemplateDraft(null, "Title", new string('t', 2001)), town.Administrator, Token)).Refusal);
        Town.Done(await editing.SaveAsync(null, new TemplateDraft(null, new string('t', 80), new string('t', 2000)), town.Administrator, Token));
        Assert.Equal(Refusal.DepartmentMissing, (await editing.SaveAsync(null, new TemplateDraft(999, "Title", "A text."), town.Administrator, Token)).Refusal);
    }

    [Fact]
    public async Task The_list_has_pages()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        for (var i = 0; i <= TemplateQueries.PageSize; i++)
        {
            Town.Done(await SaveAsync(portal, town.Administrator, $"Template {i:00}", null));
        }

        var (first, second) = (await portal.Get<TemplateQueries>().ListAsync(1, town.Administrator, Token), await portal.Get<TemplateQueries>().ListAsync(2, town.Administrator, Token));

        Assert.Equal((TemplateQueries.PageSize, true, 1, false), (first.Rows.Count, first.HasMore, second.Rows.Count, second.HasMore));
        Assert.Empty(first.Rows.Select(row => row.Id).Intersect(second.Rows.Select(row => row.Id)));
    }

    private static Task<Outcome> SaveAsync(TestPortal portal, Actor actor, string title, int? department, SeenTemplate? seen = null, bool isActive = true)
        => portal.Get<TemplateEditing>().SaveAsync(seen, new TemplateDraft(department, title, "We want to settle it by {deadline}.", isActive), actor, Token);

    private static async Task<Refusal?> RefusalAsync(TestPortal portal, Actor actor, string title, int? department, SeenTemplate? seen = null)
        => (await SaveAsync(portal, actor, title, department, seen)).Refusal;

    private static async Task<IEnumerable<string>> TitlesAsync(TestPortal portal, Actor actor)
        => (await portal.Get<TemplateQueries>().ChoicesAsync(actor, Token)).Select(choice => choice.Title);

    private static async Task<SeenTemplate> SeenAsync(TestPortal portal, string title)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.ReplyTemplates.Where(t => t.Title == title).Select(t => new SeenTemplate(t.Id, t.Version)).SingleAsync(Token);
    }
}

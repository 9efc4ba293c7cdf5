using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Views;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Views;

/// <summary>Saved views are one person's own: names, limits, and no way to those of others.</summary>
public sealed class ViewKeepingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_view_is_saved_renamed_and_deleted_and_the_record_says_nothing_of_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var officer = await (await portal.Town.FoundAsync()).HireAsync();
        var keeping = portal.Get<ViewKeeping>();
        var before = await EntriesAsync(portal);

        Town.Done(await keeping.SaveAsync(" Late ones ", "show=mine&delayed=true", officer.Actor, Token));
        var saved = Assert.Single(await keeping.ListAsync(officer.Actor, Token));
        Assert.Equal(("Late ones", "show=mine&delayed=true"), (saved.Name, saved.Query));
        Town.Done(await keeping.RenameAsync(saved.Id, "Overdue", officer.Actor, Token));
        Assert.Equal("Overdue", Assert.Single(await keeping.ListAsync(officer.Actor, Token)).Name);
        Town.Done(await keeping.DeleteAsync(saved.Id, officer.Actor, Token));
        Assert.Empty(await keeping.ListAsync(officer.Actor, Token));
        Assert.Equal(before, await EntriesAsync(portal));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_reaches_anothers_view(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var keeping = portal.Get<ViewKeeping>();
        Town.Done(await keeping.SaveAsync("Mine", "", officer.Actor, Token));
        var saved = Assert.Single(await keeping.ListAsync(officer.Actor, Token));

        Assert.Empty(await keeping.ListAsync(colleague.Actor, Token));
        Assert.Equal(Refusal.NotFound, (await keeping.RenameAsync(saved.Id, "Yours", colleague.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await keeping.DeleteAsync(saved.Id, colleague.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await keeping.SaveAsync("Mine", "", (await town.HireAsync(StaffRole.Auditor)).Actor, Token)).Refusal);
        Town.Done(await keeping.SaveAsync("Mine", "", colleague.Actor, Token));
        Assert.Equal("Mine", Assert.Single(await keeping.ListAsync(officer.Actor, Token)).Name);
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_is_a_persons_own_also_when_two_pages_save_it_at_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var officer = await (await portal.Town.FoundAsync()).HireAsync();
        var keeping = portal.Get<ViewKeeping>();

        var both = await Task.WhenAll(keeping.SaveAsync("Late", "", officer.Actor, Token), keeping.SaveAsync("LATE", "", officer.Actor, Token));

        Assert.Equal([null, Refusal.NameTaken], both.Select(outcome => outcome.Refusal).Order());
        Town.Done(await keeping.SaveAsync("Other", "", officer.Actor, Token));
        var other = (await keeping.ListAsync(officer.Actor, Token)).Single(view => view.Name == "Other");
        Assert.Equal(Refusal.NameTaken, (await keeping.RenameAsync(other.Id, "late", officer.Actor, Token)).Refusal);
        Town.Done(await keeping.RenameAsync(other.Id, "OTHER", officer.Actor, Token));
    }

    [Fact]
    public async Task There_are_twenty_at_most_and_none_without_a_name_or_without_an_end()
    {
        using var portal = new TestPortal();
        var officer = await (await portal.Town.FoundAsync()).HireAsync();
        var keeping = portal.Get<ViewKeeping>();
        Assert.Equal(Refusal.NameMissing, (await keeping.SaveAsync("  ", "", officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.TextTooLong, (await keeping.SaveAsync(new string('n', 41), "", officer.Actor, Token)).Refusal);
        Assert.Equal(Refusal.TextTooLong, (await keeping.SaveAsync("Long", new string('q', 501), officer.Actor, Token)).Refusal);
        for (var i = 0; i < ViewKeeping.Most; i++)
        {
            Town.Done(await keeping.SaveAsync($"View {i}", new string('q', 500), officer.Actor, Token));
        }

        Assert.Equal(Refusal.TooManyViews, (await keeping.SaveAsync("One more", "", officer.Actor, Token)).Refusal);
    }

    private static async Task<int> EntriesAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.AuditEntries.CountAsync(Token);
    }
}

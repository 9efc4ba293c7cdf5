using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.SignIn;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task The_link_makes_one_administrator_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var first = portal.Get<FirstAdministrator>();
        var token = await first.NewTokenAsync(Token);

        var both = await Task.WhenAll(Make(first, token, "asha"), Make(first, token, "ravi"));

        Assert.Single(both, outcome => outcome.Succeeded);
        Assert.Single(both, outcome => outcome.Refusal is Refusal.NotFound);
        Assert.Equal(Refusal.NotFound, (await Make(first, token, "meena")).Refusal);
        Assert.Null(await first.NewTokenAsync(Token));
        await using var db = await portal.Town.ContextAsync();
        var user = await db.Users.SingleAsync(Token);
        Assert.Equal((StaffRole.Administrator, false), (user.Role, user.MustChangePassword));
        Assert.Equal([AuditAct.UserCreated], await db.AuditEntries.Select(e => e.Act).ToListAsync(Token));
        Assert.False(await db.SetupLinks.AnyAsync(Token));
    }

    [Fact]
    public async Task It_is_good_for_a_day_until_the_next_start_and_unchanged()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var first = portal.Get<FirstAdministrator>();
        var old = (await first.NewTokenAsync(Token))!;
        var token = (await first.NewTokenAsync(Token))!;

        Assert.False(await first.IsGoodAsync(old, Token));
        Assert.True(await first.IsGoodAsync(token, Token));
        foreach (var wrong in new[] { null, "", "x", token[..^1], token.ToUpperInvariant(), token[..^16] + "000000ffffffffff", new string('0', token.Length), new string('f', token.Length) })
        {
            Assert.False(await first.IsGoodAsync(wrong, Token), wrong);
        }

        portal.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True(await first.IsGoodAsync(token, Token));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await first.IsGoodAsync(token, Token));
        Assert.Equal(Refusal.NotFound, (await Make(first, token, "asha")).Refusal);
    }

    [Fact]
    public async Task Names_and_passwords_are_held_to_the_same_rules_and_the_link_stays_good()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var taken = await portal.Town.HireAsync();
        var first = portal.Get<FirstAdministrator>();
        var token = await first.NewTokenAsync(Token);

        Assert.Equal(Refusal.NameMissing, (await Make(first, token, " ")).Refusal);
        Assert.Equal(Refusal.NameTaken, (await Make(first, token, taken.UserName)).Refusal);
        Assert.Equal(Refusal.PasswordTooWeak, (await Make(first, token, "asha", "Officer@1234")).Refusal);
        Town.Done(await Make(first, token, "asha"));
    }

    [Fact]
    public async Task The_database_holds_only_a_hash_of_it()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var token = (await portal.Get<FirstAdministrator>().NewTokenAsync(Token))!;
        await using var db = await portal.Town.ContextAsync();

        Assert.DoesNotContain(token[..32], (await db.SetupLinks.SingleAsync(Token)).Hash, StringComparison.Ordinal);
    }

    private static Task<Outcome> Make(FirstAdministrator first, string? token, string userName, string password = A.Password)
        => first.MakeAsync(token, userName, "Asha Rao", password, Token);
}

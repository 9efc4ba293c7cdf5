using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.SignIn;

public sealed class SignInKeepingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task The_latest_fifty_of_each_are_kept_newest_first(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (me, other, history) = ((await portal.Town.FoundAsync()).HireAsync(), portal.Town.HireAsync(), portal.Get<SignInKeeping>());
        await history.NoteAsync((await other).Id, SignInWay.Passkey, true, Device.Unknown, Token);
        for (var i = 0; i < 53; i++)
        {
            await history.NoteAsync((await me).Id, i == 52 ? SignInWay.Code : SignInWay.Password, i == 52, new Device("Firefox", "Linux"), Token);
            portal.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var rows = await history.ListAsync((await me).Id, Token);

        Assert.Equal(50, rows.Count);
        Assert.Equal(rows.OrderByDescending(row => row.AtUtc), rows);
        Assert.Equal((SignInWay.Code, true, new Device("Firefox", "Linux")), (rows[0].Way, rows[0].HasFailed, rows[0].Device));
        Assert.Single(await history.ListAsync((await other).Id, Token));
        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(51, await db.SignInNotes.CountAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task After_ninety_days_they_are_removed_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (me, history) = (await (await portal.Town.FoundAsync()).HireAsync(), portal.Get<SignInKeeping>());
        await history.NoteAsync(me.Id, SignInWay.Password, false, Device.Unknown, Token);
        portal.Clock.Advance(TimeSpan.FromDays(90));
        await history.NoteAsync(me.Id, SignInWay.Password, false, Device.Unknown, Token);
        Assert.Equal(0, await history.RemoveOldAsync(Token));

        portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await history.RemoveOldAsync(Token));
        Assert.Equal(0, await history.RemoveOldAsync(Token));
        Assert.Single(await history.ListAsync(me.Id, Token));
    }
}

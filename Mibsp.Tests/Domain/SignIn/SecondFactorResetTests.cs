using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.SignIn;

public sealed class SecondFactorResetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task An_administrator_takes_away_factors_and_sessions_but_not_their_own(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (member, admin) = (await (await portal.Town.FoundAsync()).HireAsync(), await portal.Town.HireAsync(Mibsp.Domain.Officers.StaffRole.Administrator));
        var reset = portal.Get<SecondFactorReset>();
        await using var db = await portal.Town.ContextAsync();
        await db.Users.Where(u => u.Id == member.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.TwoFactorEnabled, true), Token);
        db.Add(new IdentityUserToken<Guid> { UserId = member.Id, LoginProvider = "x", Name = "AuthenticatorKey", Value = "y" });
        await db.SaveChangesAsync(Token);
        var stamp = (await db.Users.Where(u => u.Id == member.Id).Select(u => u.SecurityStamp).SingleAsync(Token))!;
        var session = await portal.Get<SessionKeeping>().BeginAsync(member.Id, stamp, Device.Unknown, null, Token);

        Assert.Equal(Refusal.NotFound, (await reset.ResetAsync(member.Id, member.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotYourself, (await reset.ResetAsync(admin.Id, admin.Actor, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await reset.ResetAsync(Identifiers.Random(), admin.Actor, Token)).Refusal);
        Assert.Equal([member.Id], await reset.HaveOneAsync([member.Id, admin.Id], admin.Actor, Token));
        Assert.Empty(await reset.HaveOneAsync([member.Id, admin.Id], member.Actor, Token));
        Town.Done(await reset.ResetAsync(member.Id, admin.Actor, Token));

        Assert.Empty(await reset.HaveOneAsync([member.Id, admin.Id], admin.Actor, Token));
        Assert.False(await db.UserTokens.AnyAsync(Token));
        Assert.Null(await portal.Get<SessionKeeping>().CheckAsync(session, member.Id, stamp, Token));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.SecondFactorReset, Token));
    }
}

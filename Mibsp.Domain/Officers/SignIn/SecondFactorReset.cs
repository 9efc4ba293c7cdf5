using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>
/// For somebody who lost telephone and recovery codes: an administrator takes away authenticator app, passkeys and codes. Whoever needs a
/// second factor sets one up anew after the next password. All their sessions end.
/// </summary>
public sealed class SecondFactorReset(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    public async Task<Outcome> ResetAsync(Guid userId, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ledger.ChangeAsync(db, async (records, token) =>
        {
            // Otherwise the one who borrowed an administrator's browser could make it theirs for good.
            Require(userId != actor.UserId, Refusal.NotYourself);
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, token) ?? throw new RuleBrokenException(Refusal.NotFound);
            user.TwoFactorEnabled = false;
            StaffAccounts.Revoke(user);
            await db.UserTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(token);
            await db.UserPasskeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(token);
            await db.StaffSessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(token);
            records.Add(AuditRecord.Of(AuditAct.SecondFactorReset, Stamp.Staff(actor, time), null, new Dictionary<string, string> { ["user"] = userId.ToString("N") })
                with { Subjects = [AuditSubject.User(userId)] });
        }, ct);
    }

    /// <summary>Which of these accounts have a second factor, for the administrator's list.</summary>
    public async Task<IReadOnlySet<Guid>> HaveOneAsync(IReadOnlyCollection<Guid> userIds, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return new HashSet<Guid>();
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => userIds.Contains(u.Id) && (u.TwoFactorEnabled || db.UserPasskeys.Any(p => p.UserId == u.Id))).Select(u => u.Id).ToHashSetAsync(ct);
    }
}

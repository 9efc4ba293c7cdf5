using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Security.SignIn;

/// <summary>What was wrong with a change of password: each value of the first has a sentence in StaffTexts ("Password.…"), of the second in SecurityTexts ("Weak.…").</summary>
internal sealed record PasswordFault(PasswordFault.Kind? What, PasswordWeakness? Weakness)
{
    internal enum Kind
    {
        CurrentWrong,
        LockedOut,
        Same,
    }

    public static implicit operator PasswordFault(Kind what) => new(what, null);

    public static implicit operator PasswordFault(PasswordWeakness weakness) => new(null, weakness);
}

/// <summary>How members of staff change their own password. Whatever else was open under the account ends.</summary>
internal sealed class PasswordChanging(
    IPasswordHasher<StaffUser> hasher, SessionOpening sessions, PasswordTries tries, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    /// <summary>Null when it was done; the browser that asked stays signed in.</summary>
    public async Task<PasswordFault?> ChangeAsync(Actor actor, string current, string wanted, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == actor.UserId, ct);
        if (!await tries.BeginAsync(user, ct))
        {
            return PasswordFault.Kind.LockedOut;
        }

        if (current.Length > PasswordPolicy.MaxLength || tries.Verify(user, current) is PasswordVerificationResult.Failed)
        {
            await sessions.NoteFailureAsync(user, SignInWay.Password, ct);
            return PasswordFault.Kind.CurrentWrong;
        }

        await tries.ForgetAsync(user, ct);
        if (PasswordPolicy.Find(wanted, user.UserName ?? "") is { } weakness)
        {
            return weakness;
        }

        if (wanted == current)
        {
            return PasswordFault.Kind.Same;
        }

        var account = await db.Users.SingleAsync(u => u.Id == actor.UserId, ct);
        account.PasswordHash = hasher.HashPassword(account, wanted);
        account.MustChangePassword = false;
        (account.SecurityStamp, account.ConcurrencyStamp) = (Identifiers.Random().ToString("N"), Identifiers.Random().ToString());
        await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.PasswordChanged, Stamp.Staff(actor, time)), ct);
        await sessions.ReopenAsync(account, ct);
        return null;
    }
}

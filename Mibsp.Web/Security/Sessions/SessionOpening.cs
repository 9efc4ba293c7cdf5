using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Security.Sessions;

/// <summary>
/// The one way by which a browser becomes signed in: a session is begun, its id goes into the cookie, and the sign-in is entered in the
/// record (who and on which day, never from where) and in what the owner of the account sees.
/// </summary>
internal sealed class SessionOpening(
    SignInManager<StaffUser> cookies, SessionKeeping sessions, SignInKeeping history, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    private Device Device => Device.Of(cookies.Context.Request.Headers.UserAgent);

    public async Task OpenAsync(StaffUser user, SignInWay way, CancellationToken ct)
    {
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            await ledger.SaveAsync(db, AuditRecord.Of(AuditAct.SignedIn, Stamp.Staff(new Actor(user.Id, user.Role, user.DepartmentId), time)), ct);
        }

        await history.NoteAsync(user.Id, way, hasFailed: false, Device, ct);
        await cookies.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await BeginAsync(user, null, ct);
    }

    /// <summary>After the account's security stamp has changed: this browser stays signed in, all others do not, and neither does a copy of its cookie.</summary>
    public Task ReopenAsync(StaffUser user, CancellationToken ct) => BeginAsync(user, cookies.Context.User.SessionId(), ct);

    /// <summary>Notes a failed try for the owner of the account.</summary>
    public Task NoteFailureAsync(StaffUser user, SignInWay way, CancellationToken ct) => history.NoteAsync(user.Id, way, hasFailed: true, Device, ct);

    public async Task CloseAsync(CancellationToken ct)
    {
        if (cookies.Context.User.SessionId() is { } id && cookies.Context.User.ToActor() is { } actor)
        {
            await sessions.EndAsync(id, actor.UserId, ct);
        }

        await cookies.SignOutAsync();
    }

    private async Task BeginAsync(StaffUser user, Guid? instead, CancellationToken ct)
    {
        var id = await sessions.BeginAsync(user.Id, user.SecurityStamp ?? "", Device, instead, ct);
        await cookies.SignInWithClaimsAsync(user, new AuthenticationProperties(), [new Claim(StaffClaims.Session, id.ToString("N"))]);
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Security.Sessions;

/// <summary>
/// Identity's own store, but what it keeps of authenticator apps and recovery codes is sealed: whoever has the database cannot make the
/// codes of others.
/// </summary>
internal sealed class StaffStore(MibspDbContext context, SignInKey key) : UserOnlyStore<StaffUser, MibspDbContext, Guid>(context)
{
    public override async Task<string?> GetTokenAsync(StaffUser user, string loginProvider, string name, CancellationToken cancellationToken)
        => await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } whole ? key.OpenText(whole, user.Id) : null;

    public override Task SetTokenAsync(StaffUser user, string loginProvider, string name, string? value, CancellationToken cancellationToken)
        => base.SetTokenAsync(user, loginProvider, name, value is null ? null : key.SealText(value, user.Id), cancellationToken);

    // Identity's own writes all columns, and would set back what was counted meanwhile. It also takes a change for saved that AutoSaveChanges left unsaved.
    public override async Task<IdentityResult> UpdateAsync(StaffUser user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = Identifiers.Random().ToString();
        try
        {
            await SaveChanges(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
        }
    }
}

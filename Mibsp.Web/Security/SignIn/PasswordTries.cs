using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Web.Security.SignIn;

/// <summary>
/// Counts tries at a password before they are made, in one statement, so that many at once are no way around the limit.
/// Names that nobody has are counted too (in memory, hashed): they lock like real ones and so tell nothing.
/// </summary>
internal sealed class PasswordTries(
    IDbContextFactory<MibspDbContext> contexts, IOptions<IdentityOptions> options, TimeProvider clock, IPasswordHasher<StaffUser> hasher)
{
    private const int StrangersMax = 10_000;

    private readonly Lock _gate = new();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, Stranger> _strangers = [];
    private readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(new StaffUser(), "nobody"));

    private LockoutOptions Limits => options.Value.Lockout;

    /// <summary>False when the account may not be tried now; otherwise this try has been counted.</summary>
    public async Task<bool> BeginAsync(StaffUser user, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (user.LockoutEnd > now)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var account = db.Users.Where(u => u.Id == user.Id);
        if (user.LockoutEnd is not null)
        {
            await account.ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);
        }

        await account.ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), ct);
        var tries = await account.Select(u => u.AccessFailedCount).SingleAsync(ct);
        if (tries >= Limits.MaxFailedAccessAttempts)
        {
            // The last allowed try locks first and is taken back by ForgetAsync if the password was right.
            DateTimeOffset? end = now + Limits.DefaultLockoutTimeSpan;
            await account.ExecuteUpdateAsync(s => s.SetProperty(u => u.LockoutEnd, end), ct);
        }

        return tries <= Limits.MaxFailedAccessAttempts;
    }

    /// <summary>Whether the password is this account's. For nobody's account the same work is done, in vain.</summary>
    public PasswordVerificationResult Verify(StaffUser? user, string password)
    {
        var found = hasher.VerifyHashedPassword(user ?? new StaffUser(), user?.PasswordHash ?? _nobodys.Value, password);
        return user?.PasswordHash is null ? PasswordVerificationResult.Failed : found;
    }

    /// <summary>The password was right, but a second factor is to come: only this try is taken back, so that others at the second factor stay counted.</summary>
    public async Task TakeBackAsync(StaffUser user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Users.Where(u => u.Id == user.Id && u.AccessFailedCount > 0)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount - 1).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);
    }

    /// <summary>Whether the try that was just counted, having failed, was the last one for now.</summary>
    public async Task<bool> WasLastAsync(StaffUser user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.Id == user.Id).Select(u => u.AccessFailedCount).SingleAsync(ct) >= Limits.MaxFailedAccessAttempts;
    }

    /// <summary>The password was right: nothing is held against the account.</summary>
    public async Task ForgetAsync(StaffUser user, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);
    }

    /// <summary>Counts a try at a name that nobody has. True when the name is locked, as an account would be.</summary>
    public bool CountStranger(string userName)
    {
        var key = Convert.ToHexString(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(userName)));
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_strangers.Count >= StrangersMax)
            {
                _strangers.Clear();
            }

            var seen = _strangers.GetValueOrDefault(key);
            if (seen.LockedUntil is { } until && until > now)
            {
                return true;
            }

            var tries = seen.LockedUntil is null ? seen.Tries + 1 : 1;
            var locked = tries >= Limits.MaxFailedAccessAttempts;
            _strangers[key] = new Stranger(tries, locked ? now + Limits.DefaultLockoutTimeSpan : null);
            return locked;
        }
    }

    private readonly record struct Stranger(int Tries, DateTimeOffset? LockedUntil);
}

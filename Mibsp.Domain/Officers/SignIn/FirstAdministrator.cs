using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>
/// How a new portal gets its first administrator: by a link that only whoever starts it can read, good once, for a day, and only while
/// there is no administrator.
/// </summary>
public sealed class FirstAdministrator(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, TimeProvider clock, IPasswordHasher<StaffUser> hasher)
{
    private const int RandomBytes = 32;
    private const int TokenBytes = RandomBytes + sizeof(long);

    private static readonly TimeSpan _goodFor = TimeSpan.FromHours(24);

    /// <summary>A new token, in place of any before it; null when there is an administrator already.</summary>
    public async Task<string?> NewTokenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await IsThereAsync(db, ct))
        {
            return null;
        }

        var bytes = RandomNumberGenerator.GetBytes(TokenBytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(RandomBytes), (clock.GetUtcNow() + _goodFor).ToUnixTimeSeconds());
        var token = Convert.ToHexStringLower(bytes);
        await db.SetupLinks.ExecuteDeleteAsync(ct);
        db.Add(new SetupLink(HashOf(token)));
        await db.SaveChangesAsync(ct);
        return token;
    }

    /// <summary>Whether this token would do.</summary>
    public async Task<bool> IsGoodAsync(string? token, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await IsGoodAsync(db, token, ct);
    }

    /// <summary>Makes the administrator; afterwards no link is good any more. <see cref="Refusal.NotFound"/>: this one is not.</summary>
    public async Task<Outcome> MakeAsync(string? token, string userName, string displayName, string password, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        // Under the record's lock: of two who use the link at once, the second finds an administrator.
        return await ledger.ChangeAsync(db, async (records, underLock) =>
        {
            Require(await IsGoodAsync(db, token, underLock), Refusal.NotFound);
            var (user, name) = (userName.Trim(), displayName.Trim());
            Require(user.Length is > 0 and <= StaffUser.NameMaxLength && name.Length is > 0 and <= StaffUser.NameMaxLength, Refusal.NameMissing);
            Require(PasswordPolicy.Find(password, user) is null, Refusal.PasswordTooWeak);
            var normalized = user.ToUpperInvariant();
            Require(!await db.Users.AnyAsync(u => u.NormalizedUserName == normalized, underLock), Refusal.NameTaken);
            var account = StaffAccounts.Make(new StaffDetails(user, name, StaffRole.Administrator, null), password, hasher);
            account.MustChangePassword = false;
            db.Add(account);
            db.RemoveRange(await db.SetupLinks.ToListAsync(underLock));
            var details = new Dictionary<string, string> { ["user"] = account.Id.ToString("N"), ["role"] = account.Role.ToString() };
            records.Add(AuditRecord.Of(AuditAct.UserCreated, Stamp.System(time), null, details));
        }, ct);
    }

    private async Task<bool> IsGoodAsync(MibspDbContext db, string? token, CancellationToken ct)
    {
        if (token is not { Length: 2 * TokenBytes } || !token.All(char.IsAsciiHexDigitLower) || await IsThereAsync(db, ct))
        {
            return false;
        }

        // Hashed with the rest, so that nobody makes it later than it is.
        var until = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(token).AsSpan(RandomBytes)), 0, uint.MaxValue));
        var hash = HashOf(token);
        return clock.GetUtcNow() < until && await db.SetupLinks.AnyAsync(l => l.Hash == hash, ct);
    }

    private static Task<bool> IsThereAsync(MibspDbContext db, CancellationToken ct) => db.Users.AnyAsync(u => u.Role == StaffRole.Administrator, ct);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

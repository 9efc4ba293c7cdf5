using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;

namespace Mibsp.Tests.Support.SignIn;

/// <summary>Counts how often a password was held against a hash: the work that takes time.</summary>
public sealed class CountingHasher(IPasswordHasher<StaffUser> inner) : IPasswordHasher<StaffUser>
{
    private int _verified;

    public int Verified => _verified;

    public string HashPassword(StaffUser user, string password) => inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(StaffUser user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verified);
        return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

using System.Security.Cryptography;

namespace Mibsp.Domain.Officers;

/// <summary>
/// Makes the password that an administrator hands over and its new owner changes at once: 79 random bits, in groups
/// that can be read out over the telephone, without letters and digits that look alike.
/// </summary>
public static class OneTimePassword
{
    private const string Symbols = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Groups = 4;
    private const int GroupLength = 4;

    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Symbols, GroupLength)));
}

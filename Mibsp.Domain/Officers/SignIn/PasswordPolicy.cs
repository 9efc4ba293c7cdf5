namespace Mibsp.Domain.Officers.SignIn;

/// <summary>What is wrong with a password somebody wants. Each value has a sentence in SecurityTexts ("Weak.…").</summary>
public enum PasswordWeakness
{
    TooShort,
    TooLong,
    HasUserName,
    HasPortalName,
    Common,
}

/// <summary>Which passwords are taken: long ones that nobody would try. Which characters they are made of is not asked.</summary>
public static class PasswordPolicy
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    private const string PortalName = "mibsp";

    /// <summary>A shorter user name may well stand in a good password by chance.</summary>
    private const int ShortestTellingName = 3;

    /// <summary>Null when it is good.</summary>
    public static PasswordWeakness? Find(string? password, string userName) => password switch
    {
        null or { Length: < MinLength } => PasswordWeakness.TooShort,
        { Length: > MaxLength } => PasswordWeakness.TooLong,
        _ when userName.Length >= ShortestTellingName && password.Contains(userName, StringComparison.OrdinalIgnoreCase) => PasswordWeakness.HasUserName,
        _ when password.Contains(PortalName, StringComparison.OrdinalIgnoreCase) => PasswordWeakness.HasPortalName,
        _ when CommonPasswords.Holds(password) => PasswordWeakness.Common,
        _ => null,
    };
}

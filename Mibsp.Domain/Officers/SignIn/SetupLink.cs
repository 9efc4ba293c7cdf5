namespace Mibsp.Domain.Officers.SignIn;

/// <summary>The hash of the one-time link by which the first administrator is made. Until when it is good stands in the link itself.</summary>
public sealed class SetupLink
{
    public const int HashLength = 64;

    private SetupLink() { } // EF

    internal SetupLink(string hash) => Hash = hash;

    public string Hash { get; private set; } = "";
}

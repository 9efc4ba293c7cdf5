using System.Text;
using System.Text.Json;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>
/// Seals what the database keeps of staff's sign-ins: when, and on what device. A time of day in the database would stand beside the
/// record, whose order tells which citizen's act lay between two sign-ins. The keys of authenticator apps are sealed under it, too.
/// </summary>
public sealed class SignInKey
{
    private readonly byte[] _secret;

    public SignInKey(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, KeyFile.SecretLength, nameof(secret));
        _secret = secret.ToArray();
    }

    /// <summary>Sealed, and bound to the row it is kept in.</summary>
    public byte[] Seal<T>(T what, Guid row) => SealedBytes.Seal(JsonSerializer.SerializeToUtf8Bytes(what), _secret, Bound(row));

    /// <summary>Null when it was changed, moved to another row, or sealed under another key.</summary>
    public T? Open<T>(byte[] whole, Guid row) where T : class
        => SealedBytes.TryOpen(whole, _secret, Bound(row), out var plain) ? JsonSerializer.Deserialize<T>(plain) : null;

    /// <summary>A short text as text, for columns that hold text.</summary>
    public string SealText(string text, Guid row) => Convert.ToBase64String(SealedBytes.Seal(Encoding.UTF8.GetBytes(text), _secret, Bound(row)));

    public string? OpenText(string whole, Guid row)
    {
        var bytes = new byte[whole.Length];
        return Convert.TryFromBase64String(whole, bytes, out var length) && SealedBytes.TryOpen(bytes.AsSpan(0, length), _secret, Bound(row), out var plain)
            ? Encoding.UTF8.GetString(plain)
            : null;
    }

    private static string Bound(Guid row) => $"sign-in/{row:N}";
}

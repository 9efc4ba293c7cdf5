using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// The keys that wrap the complaints' keys: files outside the database, one each, that only their owner may read. The newest
/// is the current one; older ones only unwrap. A key's id is its place in the row and a fingerprint of it
/// (<c>0002-9f86d081884c7d65</c>), so that a file with other bytes than it had is noticed wherever it is read.
/// </summary>
public sealed class KeyRing(string folder)
{
    public const int IdLength = 21;
    public const int WrappedLength = SealedBytes.KeyLength + SealedBytes.Overhead;
    internal const string Extension = ".key";
    private const int FingerprintBytes = 8;

    private static readonly byte[] _fingerprint = Encoding.ASCII.GetBytes("mibsp/ring/v1");
    private ImmutableSortedDictionary<string, byte[]>? _keys;

    public string Folder => folder;

    /// <summary>The ids of all keys, oldest first, as they lie in the folder now.</summary>
    public IReadOnlyList<string> Ids => [.. Fresh().Keys];

    /// <summary>The id of the key that new complaints are wrapped with.</summary>
    /// <exception cref="KeyRingException">There is none.</exception>
    public string CurrentId => Fresh() is { Count: > 0 } keys ? keys.Keys.Last() : throw KeyRingException.Empty(folder);

    /// <summary>Makes the first key where there is none. Only for a database that holds no wrapped key: the caller has looked.</summary>
    public void MakeFirst() => Make(onlyFirst: true);

    /// <summary>Makes a new current key and says its id.</summary>
    public string MakeNext() => Make(onlyFirst: false);

    /// <summary>Overwrites and deletes a key that nothing is wrapped with any more: the caller has looked.</summary>
    public void Destroy(string id)
    {
        if (!Fresh().ContainsKey(id) || id == CurrentId)
        {
            throw new ArgumentException("Only a key that is there and not the current one can be destroyed.", nameof(id));
        }

        File.WriteAllBytes(PathOf(id), new byte[new FileInfo(PathOf(id)).Length]);
        File.Delete(PathOf(id));
    }

    /// <summary>
    /// Seals a complaint's key under the current key of this moment. Called while the record's lock is held: then a rotation,
    /// which needs the lock, too, misses nothing.
    /// </summary>
    internal (string KeyId, byte[] Wrapped) Wrap(ComplaintCipher cipher)
    {
        var keys = Fresh();
        var (id, key) = keys.Count > 0 ? keys.Last() : throw KeyRingException.Empty(folder);
        return (id, SealedBytes.Seal(cipher.Key, key, BoundTo(id, cipher.ComplaintId)));
    }

    /// <exception cref="KeyRingException">There is no such key, or it does not open this.</exception>
    internal ComplaintCipher Unwrap(string keyId, ReadOnlySpan<byte> wrapped, Guid complaintId)
    {
        // A key this process does not know was made by a rotation meanwhile.
        if (!(_keys ?? Fresh()).TryGetValue(keyId, out var key) && !Fresh().TryGetValue(keyId, out key))
        {
            throw KeyRingException.Missing(folder, [keyId]);
        }

        if (!SealedBytes.TryOpen(wrapped, key, BoundTo(keyId, complaintId), out var opened))
        {
            throw KeyRingException.DoesNotOpen(keyId, complaintId);
        }

        var cipher = new ComplaintCipher(complaintId, opened);
        CryptographicOperations.ZeroMemory(opened);
        return cipher;
    }

    private static string BoundTo(string keyId, Guid complaintId) => $"mibsp/complaint-key/v1/{keyId}/{complaintId:N}";

    private static string IdOf(int place, byte[] key)
        => $"{place:0000}-{Convert.ToHexStringLower(HMACSHA256.HashData(key, _fingerprint).AsSpan(0, FingerprintBytes))}";

    private static int PlaceOf(string id) => int.Parse(id.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static bool IsId(string name) => name.Length == IdLength && name[4] == '-'
        && name[..4].All(char.IsAsciiDigit) && name[5..].All(char.IsAsciiHexDigitLower);

    private string PathOf(string id) => Path.Combine(folder, id + Extension);

    private string Make(bool onlyFirst)
    {
        KeyFile.MakeFolder(folder);
        using FileStream alone = KeyFile.Lock(Path.Combine(folder, "ring.lock"));
        var keys = Fresh();
        if (onlyFirst && keys.Count > 0)
        {
            return CurrentId;
        }

        byte[] key = RandomNumberGenerator.GetBytes(KeyFile.SecretLength);
        string id = IdOf(keys.Count == 0 ? 1 : PlaceOf(keys.Keys.Last()) + 1, key);
        KeyFile.Write(PathOf(id), key);
        return id;
    }

    /// <summary>What lies in the folder. Files are read once; each later call only looks whether any has come or gone.</summary>
    private ImmutableSortedDictionary<string, byte[]> Fresh()
    {
        var known = _keys;
        var names = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*" + Extension).Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(IsId).ToList()
            : [];
        if (known is not null && names.Count == known.Count && names.TrueForAll(known.ContainsKey))
        {
            return known;
        }

        var read = names.ToImmutableSortedDictionary(id => id, id => known?.GetValueOrDefault(id) ?? Read(id), StringComparer.Ordinal);
        _keys = read;
        return read;
    }

    private byte[] Read(string id)
    {
        byte[] key = KeyFile.Read(PathOf(id));
        return IdOf(PlaceOf(id), key) == id ? key : throw KeyRingException.Wrong(PathOf(id));
    }
}

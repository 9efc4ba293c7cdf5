using System.Security.Cryptography;
using System.Text;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// One complaint's opened key. Everything that is written in the complaint is sealed under it (AES-256-GCM) and bound to the
/// complaint and to the field it stands in, so that nothing sealed can be moved to another complaint, row or field. Whoever
/// opens one disposes of it, which wipes the key.
/// </summary>
public sealed class ComplaintCipher : IDisposable
{
    /// <summary>Texts are padded to multiples of this, so that their sealed length tells little of how much was written.</summary>
    public const int Step = 256;

    private const byte EndOfText = 0x80;
    private const int BytesPerCharacter = 3;
    private readonly byte[] _key;
    private bool _wiped;

    /// <summary>Copies the key; the caller wipes its own.</summary>
    internal ComplaintCipher(Guid complaintId, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, SealedBytes.KeyLength, nameof(key));
        ComplaintId = complaintId;

        // Pinned, so that the garbage collector leaves no copies behind when it moves things.
        _key = GC.AllocateUninitializedArray<byte>(SealedBytes.KeyLength, pinned: true);
        key.CopyTo(_key);
    }

    public Guid ComplaintId { get; }

    /// <summary>For the key ring, which wraps it.</summary>
    internal ReadOnlySpan<byte> Key
    {
        get
        {
            ObjectDisposedException.ThrowIf(_wiped, this);
            return _key;
        }
    }

    /// <summary>A new random key for a new complaint.</summary>
    public static ComplaintCipher New(Guid complaintId)
    {
        Span<byte> key = stackalloc byte[SealedBytes.KeyLength];
        RandomNumberGenerator.Fill(key);
        var cipher = new ComplaintCipher(complaintId, key);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>The most bytes that so many characters are sealed to, for the column that holds them.</summary>
    public static int LongestSealed(int characters) => Padded(characters * BytesPerCharacter) + SealedBytes.Overhead;

    public byte[] Seal(string field, string text)
    {
        var padded = new byte[Padded(Encoding.UTF8.GetByteCount(text))];
        var length = Encoding.UTF8.GetBytes(text, padded);
        padded[length] = EndOfText;
        var whole = SealRaw(field, padded);
        CryptographicOperations.ZeroMemory(padded);
        return whole;
    }

    /// <exception cref="SealBrokenException">Changed, or sealed for another complaint or field. No part of it is given out.</exception>
    public string Open(string field, ReadOnlySpan<byte> whole)
    {
        var padded = OpenRaw(field, whole);
        var end = padded.AsSpan().LastIndexOfAnyExcept((byte)0);
        if (end < 0 || padded[end] != EndOfText)
        {
            throw new SealBrokenException(ComplaintId);
        }

        var text = Encoding.UTF8.GetString(padded, 0, end);
        CryptographicOperations.ZeroMemory(padded);
        return text;
    }

    /// <summary>For what is always equally long, as the keys of files: sealed without padding.</summary>
    public byte[] SealRaw(string field, ReadOnlySpan<byte> plain) => SealedBytes.Seal(plain, Key, BoundTo(field));

    /// <exception cref="SealBrokenException">Changed, or sealed for another complaint or field.</exception>
    public byte[] OpenRaw(string field, ReadOnlySpan<byte> whole)
        => SealedBytes.TryOpen(whole, Key, BoundTo(field), out var plain) ? plain : throw new SealBrokenException(ComplaintId);

    public void Dispose()
    {
        _wiped = true;
        CryptographicOperations.ZeroMemory(_key);
    }

    // At least one byte more than the text, for the mark that ends it.
    private static int Padded(int bytes) => ((bytes / Step) + 1) * Step;

    private string BoundTo(string field) => $"mibsp/complaint/v1/{ComplaintId:N}/{field}";
}

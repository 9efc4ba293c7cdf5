using Mibsp.Domain.Cryptography;

namespace Mibsp.Tests.Domain.Cryptography;

public class SealedBytesTests
{
    // Sealed with Python's cryptography package: AES-256-GCM, associated data b"mibsp/sealed/v1\0kept/00".
    private const string Known = "01000102030405060708090A0B2274BF7FA08BA17E88F0DE07CFAB4D81E8590C5B7A6EDE07";
    private static readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly byte[] _plain = [.. "evidence"u8];

    [Fact]
    public void Agrees_with_another_implementation()
    {
        byte[] nonce = [.. Enumerable.Range(0, 12).Select(value => (byte)value)];
        Assert.Equal(Known, Convert.ToHexString(SealedBytes.Seal(_plain, _key, "kept/00", nonce)));
        Assert.True(SealedBytes.TryOpen(Convert.FromHexString(Known), _key, "kept/00", out byte[] plain));
        Assert.Equal(_plain, plain);
    }

    [Fact]
    public void The_same_content_is_never_sealed_the_same_way() =>
        Assert.NotEqual(SealedBytes.Seal(_plain, _key, "a"), SealedBytes.Seal(_plain, _key, "a"));

    [Fact]
    public void A_changed_bit_anywhere_opens_nothing()
    {
        byte[] whole = SealedBytes.Seal(_plain, _key, "a");
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(SealedBytes.TryOpen(changed, _key, "a", out byte[] plain));
            Assert.Empty(plain);
        }
    }

    [Fact]
    public void Cut_off_anywhere_opens_nothing()
    {
        byte[] whole = SealedBytes.Seal(_plain, _key, "a");
        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.False(SealedBytes.TryOpen(whole.AsSpan(0, length), _key, "a", out _)));
    }

    [Fact]
    public void Another_name_or_key_opens_nothing()
    {
        byte[] whole = SealedBytes.Seal(_plain, _key, "a");
        Assert.False(SealedBytes.TryOpen(whole, _key, "b", out _));
        Assert.False(SealedBytes.TryOpen(whole, new byte[32], "a", out _));
        Assert.False(SealedBytes.TryOpen(whole, _key.AsSpan(1), "a", out _));
        Assert.False(SealedBytes.TryOpen(whole, [], "a", out _));
    }
}

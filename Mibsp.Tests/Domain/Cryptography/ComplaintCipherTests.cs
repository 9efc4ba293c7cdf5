using System.Security.Cryptography;
using System.Text;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Tests.Domain.Cryptography;

public sealed class ComplaintCipherTests
{
    // Sealed with Python's cryptography package: AES-256-GCM, key 00..1f, nonce 00..0b, the text and 0x80 filled up with zeros to 256
    // bytes, associated data b"mibsp/sealed/v1\0mibsp/complaint/v1/0f1e2d3c4b5a49688776a5b4c3d2e1f0/story".
    private const string Known =
        "AQABAgMEBQYHCAkKCwYivXWqkqw7+STv/59peG2D1oc08HtffDhn5YUdaQCyARCu/K/BEph0pH/tiIcoOO5ZYI1a1qPaP5cqGRjj9e7wPMZ609EmYRxUqm7vjw7o"
        + "OIrJYnZjU2j9/Z7MePC5jcv4WeakQcganhw+skh1IX+6Z2Kr48Ulmk3/V82C5m4Ou1IAxrTXy1MI4UihPdpMwjb04zU1EZNKjF/od/rS6e6Tl54V6f/Mfqdj3frf"
        + "gIa7nc7KIourc7xl38DHccW38xNMivoN3dbJN1bT5rpB2YThfvh2PQC68XGRmsdBSI/6QyPUr+YgAyVSR7gItRF8UaiTuXWdMImlF2tnc4ucQoGOiaaMdsdAlAmL"
        + "xpgTcylE";

    private static readonly byte[] _key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly Guid _complaint = Guid.Parse("0f1e2d3c-4b5a-4968-8776-a5b4c3d2e1f0");

    [Fact]
    public void Agrees_with_another_implementation()
    {
        using var cipher = new ComplaintCipher(_complaint, _key);

        Assert.Equal("A known text.", cipher.Open("story", Convert.FromBase64String(Known)));
    }

    [Fact]
    public void The_primitive_agrees_with_the_vector_of_NIST()
    {
        // CAVP gcmEncryptExtIV256, Keylen 256, IVlen 96, PTlen 128, AADlen 128, Taglen 128, count 0.
        using var aes = new AesGcm(Convert.FromHexString("92E11DCDAA866F5CE790FD24501F92509AACF4CB8B1339D50C9C1240935DD08B"), 16);
        var (text, tag) = (new byte[16], new byte[16]);
        aes.Encrypt(
            Convert.FromHexString("AC93A1A6145299BDE902F21A"), Convert.FromHexString("2D71BCFA914E4AC045B2AA60955FAD24"), text, tag,
            Convert.FromHexString("1E0889016F67601C8EBEA4943BC23AD6"));

        Assert.Equal(("8995AE2E6DF3DBF96FAC7B7137BAE67F", "ECA5AA77D51D4A0A14D9C51E1DA474AB"), (Convert.ToHexString(text), Convert.ToHexString(tag)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("ends with nothing \0\0")]
    [InlineData("ends with the mark \u0080")]
    [InlineData("नल से पानी नहीं आता। 💧")]
    public void What_was_sealed_comes_back(string text)
    {
        using var cipher = ComplaintCipher.New(_complaint);

        Assert.Equal(text, cipher.Open("story", cipher.Seal("story", text)));
    }

    [Fact]
    public void The_length_tells_only_in_steps_how_much_was_written_and_fits_its_column()
    {
        using var cipher = ComplaintCipher.New(_complaint);
        var lengths = Enumerable.Range(0, 1025).Select(length => cipher.Seal("f", new string('x', length)).Length).ToList();

        Assert.Equal([285, 541, 797, 1053, 1309], lengths.Distinct());
        Assert.All(Enumerable.Range(0, 1025), length => Assert.Equal(new string('x', length), cipher.Open("f", cipher.Seal("f", new string('x', length)))));
        Assert.Equal(ComplaintCipher.LongestSealed(2000), cipher.Seal("f", new string('ह', 2000)).Length);
    }

    [Fact]
    public void The_same_text_is_never_sealed_the_same_way()
    {
        using var cipher = ComplaintCipher.New(_complaint);

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(cipher.Seal("f", "text"))).Distinct().Count());
    }

    [Fact]
    public void A_changed_bit_anywhere_opens_nothing()
    {
        using var cipher = ComplaintCipher.New(_complaint);
        var whole = cipher.Seal("story", "text");
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SealBrokenException>(() => cipher.Open("story", changed));
        }

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<SealBrokenException>(() => cipher.Open("story", whole.AsSpan(0, length))));
    }

    [Fact]
    public void Nothing_opens_in_another_field_complaint_or_under_another_key()
    {
        using var cipher = new ComplaintCipher(_complaint, _key);
        using var otherComplaint = new ComplaintCipher(Guid.Parse("0f1e2d3c-4b5a-4968-8776-a5b4c3d2e1f1"), _key);
        using var otherKey = new ComplaintCipher(_complaint, new byte[32]);
        var (text, raw) = (cipher.Seal("message/1", "text"), cipher.SealRaw("evidence/1", _key));

        Assert.Throws<SealBrokenException>(() => cipher.Open("message/2", text));
        Assert.Throws<SealBrokenException>(() => cipher.Open("note/1", text));
        Assert.Throws<SealBrokenException>(() => otherComplaint.Open("message/1", text));
        Assert.Throws<SealBrokenException>(() => otherKey.Open("message/1", text));
        Assert.Throws<SealBrokenException>(() => cipher.OpenRaw("evidence/2", raw));
        Assert.Throws<SealBrokenException>(() => cipher.Open("evidence/1", raw));
        Assert.Equal(_key, cipher.OpenRaw("evidence/1", raw));
    }

    [Fact]
    public void Once_disposed_the_key_is_wiped_and_nothing_is_sealed_or_opened()
    {
        var cipher = new ComplaintCipher(_complaint, _key);
        var key = cipher.Key;
        cipher.Dispose();

        Assert.True(key.IndexOfAnyExcept((byte)0) < 0);
        Assert.Throws<ObjectDisposedException>(() => cipher.Seal("story", "text"));
        Assert.Throws<ObjectDisposedException>(() => cipher.Open("story", Convert.FromBase64String(Known)));
    }

    [Fact]
    public void What_is_said_of_a_broken_seal_holds_no_text()
    {
        using var cipher = ComplaintCipher.New(_complaint);

        var broken = Assert.Throws<SealBrokenException>(() => cipher.Open("other", cipher.Seal("story", "Confidential")));

        Assert.DoesNotContain("Confidential", broken.ToString(), StringComparison.Ordinal);
        Assert.Contains(_complaint.ToString("N"), broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.UTF8.GetString(_key), broken.ToString(), StringComparison.Ordinal);
    }
}

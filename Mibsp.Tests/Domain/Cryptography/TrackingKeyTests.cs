using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Tracking;

namespace Mibsp.Tests.Domain.Cryptography;

public class TrackingKeyTests
{
    private static readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    // Computed with Python's hmac over b"mibsp/tracking/v1\0" and the symbols.
    [Theory]
    [InlineData("MIB-0123-4567-89AB-CDEF-GH3Q", "78EE0A64F6DB6C56F619A648670CC6FF66CB5B9FCBF8AB05A32267FB840BECD8")]
    [InlineData("zyxw vtsr qpnm kjhg fex9", "4C969AAED0671C1EAFD94E050C7645D8F714C705597860C177C92FEAFD0154C4")]
    public void Agrees_with_another_implementation(string text, string hash)
    {
        Assert.True(TrackingId.TryParse(text, out TrackingId id));
        Assert.Equal(hash, Convert.ToHexString(new TrackingKey(_secret).Hash(id)));
    }

    [Fact]
    public void Another_secret_gives_another_hash()
    {
        TrackingId id = TrackingId.New();
        Assert.NotEqual(new TrackingKey(_secret).Hash(id), new TrackingKey(new byte[32]).Hash(id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_secret_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrackingKey(new byte[length]));
}

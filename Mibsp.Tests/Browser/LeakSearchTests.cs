using System.Buffers.Binary;
using System.Text;
using Mibsp.Tests.Browser.Leaks;
using Mibsp.Tests.Domain.Evidence;

namespace Mibsp.Tests.Browser;

/// <summary>The search of <see cref="MarkerTests"/> finds what is there: a search that finds nothing proves nothing.</summary>
public sealed class LeakSearchTests
{
    private static readonly DateTime _from = new(2026, 11, 23, 9, 15, 0, DateTimeKind.Utc);
    private static readonly Stretch _time = new(_from, _from.AddMinutes(3));

    [Fact]
    public void Every_mark_is_found_in_every_form()
    {
        foreach (var mark in Marks.All)
        {
            foreach (var (how, bytes, _) in Marks.Forms(mark))
            {
                Assert.Contains($"f: '{mark}' as {how}", LeakSearch.ForMarks("f", [.. Samples.Noise(999, 7), .. bytes, .. Samples.Noise(99, 8)]));
            }
        }
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("abcd")]
    public void A_mark_in_the_middle_of_base64_is_found(string before)
        => Assert.NotEmpty(LeakSearch.ForMarks("f", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Marks.Agent + "; more")))));

    [Fact]
    public void Moments_are_found_as_text_and_in_binary()
    {
        var moment = _from.AddSeconds(77.5);
        var eight = new byte[8];
        foreach (var number in new[] { moment.Ticks, moment.ToBinary(), moment.ToFileTimeUtc(), new DateTimeOffset(moment).ToUnixTimeMilliseconds(), new DateTimeOffset(moment).ToUnixTimeSeconds() })
        {
            BinaryPrimitives.WriteInt64BigEndian(eight, number);
            Assert.NotEmpty(LeakSearch.ForMoments("f", [.. Samples.Noise(99, 1), .. eight, 1, 2], _time));
            BinaryPrimitives.WriteInt64LittleEndian(eight, number);
            Assert.NotEmpty(LeakSearch.ForMoments("f", [.. Samples.Noise(99, 1), .. eight, 1, 2], _time));
            Assert.True(number == moment.ToBinary() || _time.Holds(number));
        }

        Assert.NotEmpty(LeakSearch.ForMoments("f", Encoding.ASCII.GetBytes($"at {moment:yyyy-MM-ddTHH:mm:ss}Z"), _time));
        Assert.NotEmpty(LeakSearch.ForMoments("f", Encoding.ASCII.GetBytes($"at {moment.AddMinutes(330):HH:mm:ss}"), _time));
        Assert.True(_time.Holds(moment.ToOADate() + 2415018.5));
        Assert.NotEmpty(LeakSearch.TimesIn(["It was 9:15."]));
        Assert.Empty(LeakSearch.ForMoments("f", [.. Samples.Noise(20_000, 3), .. Encoding.ASCII.GetBytes($"{moment.AddHours(3):HH:mm:ss}")], _time));
    }
}

using System.Net;
using Mibsp.Domain.Common;
using Mibsp.Tests.Support;
using Mibsp.Web.Flood;
using Mibsp.Web.Options;
using OptionsMaker = Microsoft.Extensions.Options.Options;

namespace Mibsp.Tests.Web.Flood;

/// <summary>Addresses are counted without being known, and no longer than a day.</summary>
public sealed class VisitorTests
{
    private readonly TestClock _clock = new();
    private readonly VisitorKeys _keys;

    public VisitorTests() => _keys = new VisitorKeys(new MunicipalTime(_clock, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")));

    [Fact]
    public void An_address_is_the_same_key_all_day_and_another_one_after_midnight_in_the_town()
    {
        var today = Key("203.0.113.9");
        Assert.Equal(today, Key("203.0.113.9"));
        Assert.Equal(today, Key("::ffff:203.0.113.9"));
        Assert.NotEqual(today, Key("203.0.113.10"));

        // 18:30 UTC is midnight in Kolkata.
        _clock.Advance(new DateTimeOffset(2026, 7, 15, 18, 30, 0, TimeSpan.Zero) - _clock.GetUtcNow());

        Assert.NotEqual(today, Key("203.0.113.9"));
        Assert.NotEqual(today, new VisitorKeys(new MunicipalTime(new TestClock(), TimeZoneInfo.Utc)).Of(IPAddress.Parse("203.0.113.9")));
    }

    [Fact]
    public void A_household_of_the_newer_internet_is_one_address()
    {
        Assert.Equal(Key("2001:db8:1:2::1"), Key("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(Key("2001:db8:1:2::1"), Key("2001:db8:1:3::1"));
    }

    [Fact]
    public void A_key_has_no_text_that_could_be_logged() => Assert.Equal("visitor", $"{Key("203.0.113.9")}");

    [Fact]
    public void No_address_at_all_is_a_visitor_too() => Assert.Equal(_keys.Of(null), _keys.Of(null));

    [Fact]
    public void Only_so_many_are_counted_and_who_was_quiet_for_longest_makes_room()
    {
        var buckets = new VisitorBuckets(_clock, perSecond: 1, capacity: 10, most: 3);
        var busy = new VisitorKey(1);
        buckets.Add(busy);
        for (UInt128 other = 2; other < 10_000; other++)
        {
            buckets.Add(new VisitorKey(other));
            buckets.Add(busy);
        }

        Assert.Equal(3, buckets.Count);
        Assert.Equal(20, buckets.Level(busy));
        Assert.Equal(0, buckets.Level(new VisitorKey(2)));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(5, buckets.Level(busy));
    }

    [Fact]
    public void Guessing_is_slowed_down_to_a_second_a_guess_and_no_further()
    {
        var pacing = new LookUpPacing(_clock, new TownNodes(), OptionsMaker.Create(new FloodOptions()));
        var guesser = Key("203.0.113.9");
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(TimeSpan.Zero, pacing.Count(guesser)));

        var pauses = Enumerable.Range(0, 1_000).Select(_ => pacing.Count(guesser)).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(100), pauses[0]);
        Assert.Equal(LookUpPacing.Longest, pauses[^1]);
        Assert.Equal(TimeSpan.FromSeconds(1), LookUpPacing.Longest);
    }

    [Fact]
    public void Guessing_from_everywhere_slows_down_everybody_by_a_second_at_most_and_passes_within_two_minutes()
    {
        var pacing = new LookUpPacing(_clock, new TownNodes(), OptionsMaker.Create(new FloodOptions()));
        for (UInt128 address = 0; address < 5_000; address++)
        {
            pacing.Count(new VisitorKey(address));
        }

        Assert.Equal(LookUpPacing.Longest, pacing.Count(Key("198.51.100.7")));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, pacing.Count(Key("198.51.100.7")));
    }

    private VisitorKey Key(string address) => _keys.Of(IPAddress.Parse(address));
}

using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;

namespace Mibsp.Tests.Domain.Common;

/// <summary>The day changes at the town hall's midnight and not at Greenwich's.</summary>
public sealed class MunicipalTimeTests
{
    private static readonly TimeZoneInfo _kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Theory]
    [InlineData("2026-07-15T18:29:59.9999999Z", "2026-07-15")]
    [InlineData("2026-07-15T18:30:00Z", "2026-07-16")]
    [InlineData("2026-07-15T00:00:00Z", "2026-07-15")]
    [InlineData("2026-12-31T18:29:59Z", "2026-12-31")]
    [InlineData("2026-12-31T18:30:00Z", "2027-01-01")]
    [InlineData("2028-02-28T18:30:00Z", "2028-02-29")]
    public void The_day_is_that_of_Kolkata(string utc, string day)
    {
        var time = new MunicipalTime(new Fixed(Utc(utc)), _kolkata);

        Assert.Equal(Day(day), time.Today);
        Assert.Equal(Day(day), Stamp.Citizen(time).On);
        Assert.Equal(Day(day), Stamp.Staff(new Actor(Guid.Empty, StaffRole.Officer, 1), time).On);
    }

    [Fact]
    public void Where_clocks_are_set_back_the_day_is_still_the_towns()
    {
        var time = new MunicipalTime(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(new DateOnly(2026, 10, 25), time.DayOf(new DateTime(2026, 10, 24, 22, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(new DateOnly(2026, 10, 25), time.DayOf(new DateTime(2026, 10, 25, 22, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(new DateOnly(2026, 10, 26), time.DayOf(new DateTime(2026, 10, 25, 23, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void No_stamp_can_hold_anything_finer_than_a_day()
    {
        Type[] allowed = [typeof(Party), typeof(Guid?), typeof(DateOnly)];

        Assert.All(typeof(Stamp).GetProperties().Where(p => p.GetMethod!.IsStatic is false), p => Assert.Contains(p.PropertyType, allowed));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, null);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

using CsCheck;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Clock;

/// <summary>Counting days at the town hall.</summary>
public sealed class MunicipalCalendarTests
{
    private static readonly Gen<DateOnly> _day = Gen.Int[new DateOnly(2023, 11, 1).DayNumber, new DateOnly(2029, 3, 1).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<MunicipalCalendar> _calendar = Gen.Select(
        Gen.Int[0, 2].Array[7].Where(week => week.Any(units => units > 0)),
        Gen.Dictionary(_day, Gen.Int[0, 2])[0, 60],
        (week, days) => new MunicipalCalendar(week, days));

    [Theory]
    [InlineData("2026-07-15", 0, "2026-07-15")]
    [InlineData("2026-07-15", 1, "2026-07-16")]
    [InlineData("2026-07-17", 1, "2026-07-20")]
    [InlineData("2026-07-18", 1, "2026-07-20")]
    [InlineData("2026-12-31", 1, "2027-01-01")]
    [InlineData("2026-12-29", 5, "2027-01-05")]
    [InlineData("2028-02-28", 1, "2028-02-29")]
    public void Days_after_a_day_by_the_usual_week(string from, int days, string expected)
        => Assert.Equal(Day(expected), MunicipalCalendar.Usual.After(Day(from), days * MunicipalCalendar.Day));

    [Fact]
    public void Holidays_half_days_and_worked_saturdays_count_as_what_they_are()
    {
        var calendar = new MunicipalCalendar([2, 2, 2, 2, 2, 0, 0], new Dictionary<DateOnly, int>
        {
            [Day("2026-08-14")] = 1, // Friday, half
            [Day("2026-08-15")] = 2, // Saturday, worked
            [Day("2026-08-17")] = 0, // Monday, holiday
        });

        Assert.Equal(1 + 2 + 0 + 0 + 2, calendar.Between(Day("2026-08-13"), Day("2026-08-18")));

        // One day and a half: the half Friday, then the Saturday that is worked.
        Assert.Equal(Day("2026-08-15"), calendar.After(Day("2026-08-13"), 3));

        // Two days: the second is not full before Tuesday.
        Assert.Equal(Day("2026-08-18"), calendar.After(Day("2026-08-13"), 4));
    }

    [Fact]
    public void Counting_in_two_parts_is_counting_in_one() => Gen.Select(_calendar, _day, Gen.Int[0, 500], Gen.Int[0, 500]).Sample((calendar, from, a, b) =>
    {
        var (middle, end) = (from.AddDays(a), from.AddDays(a + b));
        Assert.Equal(calendar.Between(from, end), calendar.Between(from, middle) + calendar.Between(middle, end));
    }, iter: 2000);

    [Fact]
    public void The_day_after_so_many_units_is_the_first_that_has_them() => Gen.Select(_calendar, _day, Gen.Int[1, 80]).Sample((calendar, from, units) =>
    {
        var day = calendar.After(from, units);
        Assert.True(calendar.IsWorkingDay(day), "A deadline is a day on which somebody works.");
        Assert.True(calendar.Between(from, day) >= units, "The units have passed by then.");
        Assert.True(calendar.Between(from, day.AddDays(-1)) < units, "They had not the day before.");
    }, iter: 2000);

    [Fact]
    public void More_units_are_never_earlier() => Gen.Select(_calendar, _day, Gen.Int[0, 60], Gen.Int[0, 20]).Sample(
        (calendar, from, units, more) => Assert.True(calendar.After(from, units) <= calendar.After(from, units + more)), iter: 1000);

    [Fact]
    public void A_new_holiday_never_brings_a_deadline_forward()
        => Gen.Select(_day, Gen.Int[0, 60], Gen.Int[0, 90].HashSet[0, 10], Gen.Int[0, 90]).Sample((from, units, off, another) =>
        {
            var before = off.ToDictionary(at => from.AddDays(at), _ => 0);
            var after = off.Append(another).Distinct().ToDictionary(at => from.AddDays(at), _ => 0);
            int[] week = [2, 2, 2, 2, 2, 1, 0];
            Assert.True(new MunicipalCalendar(week, after).After(from, units) >= new MunicipalCalendar(week, before).After(from, units));
        }, iter: 1000);

    // Clocks that jump at midnight are the hard ones: on some days there is no 00:00.
    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Santiago")]
    [InlineData("Africa/Cairo")]
    [InlineData("Asia/Beirut")]
    [InlineData("Australia/Lord_Howe")]
    public void Every_moment_belongs_to_one_day_and_every_day_comes_once(string zone)
    {
        var clock = new TestClock();
        var time = new MunicipalTime(clock, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var (last, seen, units) = (time.Today, new HashSet<DateOnly> { time.Today }, 0);
        for (var i = 0; i < 366 * 24 * 4; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(15));
            if (time.Today == last)
            {
                continue;
            }

            Assert.Equal(last.AddDays(1), time.Today);
            Assert.True(seen.Add(time.Today), $"{time.Today} came twice.");
            last = time.Today;
            units += MunicipalCalendar.Usual.Units(last);
        }

        Assert.Equal(MunicipalCalendar.Usual.Between(seen.Min(), last), units);
    }

    [Fact]
    public void A_calendar_without_work_is_refused_and_one_that_never_ends_says_so()
    {
        Assert.Throws<ArgumentException>(() => new MunicipalCalendar([0, 0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new MunicipalCalendar([2, 2, 2, 2, 2]));
        Assert.Throws<ArgumentException>(() => new MunicipalCalendar([3, 2, 2, 2, 2, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MunicipalCalendar.Usual.After(Day("2026-07-15"), -1));
        var never = Enumerable.Range(0, 2000).ToDictionary(i => Day("2026-07-15").AddDays(i), _ => 0);
        Assert.Throws<InvalidOperationException>(() => new MunicipalCalendar([2, 2, 2, 2, 2, 0, 0], never).After(Day("2026-07-15"), 2));
    }

    [Fact]
    public void The_calendar_in_the_database_is_the_one_that_counts()
    {
        var calendar = new Calendar(Calendar.TownHall, "Town hall");
        calendar.SetWeek([2, 2, 2, 2, 2, 1, 0]);
        calendar.Set(Day("2026-08-15"), 0, "Independence Day");
        calendar.Set(Day("2026-08-17"), 2, "Moved by mistake");
        calendar.Set(Day("2026-08-17"), 0, "Holiday");

        var counts = calendar.ToMunicipal();

        Assert.Equal([2, 0, 0, 0, 2, 1], new[] { "2026-08-14", "2026-08-15", "2026-08-16", "2026-08-17", "2026-08-18", "2026-08-22" }.Select(day => counts.Units(Day(day))));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}

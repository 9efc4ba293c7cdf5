using Mibsp.Domain.Departments;

namespace Mibsp.Tests.Domain.Departments;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-07-15", 0, "2026-07-15")] // Wednesday
    [InlineData("2026-07-15", 1, "2026-07-16")]
    [InlineData("2026-07-15", 2, "2026-07-17")]
    [InlineData("2026-07-15", 3, "2026-07-20")] // over a weekend
    [InlineData("2026-07-15", 5, "2026-07-22")]
    [InlineData("2026-07-17", 1, "2026-07-20")] // from Friday
    [InlineData("2026-07-18", 1, "2026-07-20")] // from Saturday
    [InlineData("2026-07-19", 1, "2026-07-20")] // from Sunday
    [InlineData("2026-07-18", 0, "2026-07-18")]
    [InlineData("2026-12-31", 1, "2027-01-01")] // over the year's end, a Friday
    [InlineData("2026-12-31", 2, "2027-01-04")]
    [InlineData("2028-02-28", 2, "2028-03-01")] // over a leap day
    [InlineData("2026-07-15", 365, "2027-12-08")]
    public void The_deadline_lies_so_many_working_days_ahead(string from, int days, string expected)
        => Assert.Equal(Day(expected), WorkingDays.After(Day(from), days));

    [Fact]
    public void A_deadline_is_never_on_a_weekend_and_never_before_a_shorter_one()
    {
        for (var start = new DateOnly(2026, 12, 20); start < new DateOnly(2027, 1, 20); start = start.AddDays(1))
        {
            var last = start;
            for (var days = 1; days <= 30; days++)
            {
                var deadline = WorkingDays.After(start, days);
                Assert.True(WorkingDays.IsWorkingDay(deadline) && deadline > last, $"{start} + {days} = {deadline}");
                last = deadline;
            }
        }
    }

    [Fact]
    public void There_are_no_deadlines_in_the_past()
        => Assert.Throws<ArgumentOutOfRangeException>(() => WorkingDays.After(new DateOnly(2026, 7, 15), -1));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}

using Mibsp.Domain.Analytics;
using Mibsp.Web.Features.Admin.Analytics;

namespace Mibsp.Tests.Web.Features.Admin.Analytics;

/// <summary>What the console shows stands in its address, and nonsense in it does no harm.</summary>
public sealed class AnalyticsAddressTests
{
    private static readonly DateOnly _today = new(2026, 11, 23);

    [Theory]
    [InlineData("")]
    [InlineData("unit=Year&period=never&department=-1&compare=x&by=Officer")]
    [InlineData("unit=&period=&department=99999999999&compare=&by=")]
    [InlineData("unit=1&period=2&department=one&compare=0&by=3")]
    [InlineData("from=2026-01-01&until=2026-02-01")]
    [InlineData("unit=Day&unit=Week&by=Ward&by=Kind")]
    public void Nonsense_is_the_page_as_it_opens(string query)
    {
        var address = Parse(query);

        Assert.Equal(AnalyticsAddress.Path, address.ToPage());
        Assert.Null(address.Fault);
        Assert.Equal(new AnalyticsQuestion(new(2026, 6, 1), _today, PeriodUnit.Month, null, new(2025, 12, 1), new(2026, 5, 23)), address.ToQuestion(_today));
    }

    [Theory]
    [InlineData("unit=Week&period=Weeks13&department=3&compare=YearAgo&by=Ward")]
    [InlineData("unit=Day&period=Own&from=2026-02-01&until=2026-02-28&compare=None")]
    [InlineData("period=Own&from=31.12.&until=2026-02-30")]
    public void What_is_chosen_stands_in_the_address_and_comes_back(string query)
    {
        var address = Parse(query);

        Assert.Equal(query, address.Query);
        Assert.Equal(address, AnalyticsAddress.Parse("http://localhost" + address.ToPage()));
        Assert.Equal($"{AnalyticsAddress.ExportPath}?{query}&table=ages", address.ToExport("ages"));
    }

    [Theory]
    [InlineData("HalfYear", "2026-06-01", "2026-11-23", "2025-12-01", "2026-05-23")]
    [InlineData("Days30", "2026-10-25", "2026-11-23", "2026-09-25", "2026-10-24")]
    [InlineData("Weeks13", "2026-08-31", "2026-11-23", "2026-06-01", "2026-08-24")]
    [InlineData("Months12", "2025-12-01", "2026-11-23", "2024-12-01", "2025-11-23")]
    [InlineData("ThisYear", "2026-01-01", "2026-11-23", "2025-01-01", "2025-11-23")]
    [InlineData("LastYear", "2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("Years5", "2021-11-24", "2026-11-23", "2016-11-24", "2021-11-23")]
    public void A_time_is_held_against_as_long_a_one_before_it(string period, string from, string until, string comparedFrom, string comparedUntil)
        => Assert.Equal(
            (Day(from), Day(until), Day(comparedFrom), Day(comparedUntil)), Days(Parse($"period={period}").ToQuestion(_today)));

    [Theory]
    [InlineData("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31")]
    [InlineData("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")]
    [InlineData("2026-03-05", "2026-03-14", "2026-02-23", "2026-03-04")]
    [InlineData("2026-11-20", "2027-05-01", "2026-11-16", "2026-11-19")]
    public void Whole_months_are_held_against_whole_months_and_days_against_as_many(string from, string until, string comparedFrom, string comparedUntil)
    {
        var question = Parse($"period=Own&from={from}&until={until}").ToQuestion(_today);

        Assert.Equal((Day(comparedFrom), Day(comparedUntil)), (question.ComparedFrom, question.ComparedUntil));
        Assert.True(question.Until <= _today);
    }

    [Fact]
    public void A_year_ago_is_the_same_days_of_that_year()
    {
        var question = Parse("period=Own&from=2024-02-01&until=2024-02-29&compare=YearAgo").ToQuestion(_today);

        Assert.Equal((Day("2023-02-01"), Day("2023-02-28")), (question.ComparedFrom, question.ComparedUntil));
    }

    [Theory]
    [InlineData("from=2026-03-02&until=2026-03-01", "Order")]
    [InlineData("from=2026-03-01", "Days")]
    [InlineData("", "Days")]
    [InlineData("from=0001-01-01&until=0001-01-02", "Days")]
    [InlineData("from=2026-02-30&until=2026-03-01", "Days")]
    public void Days_that_cannot_be_are_said_to_be_wrong_and_the_usual_time_is_shown(string days, string fault)
    {
        var address = Parse("period=Own&" + days);

        Assert.Equal(fault, address.Fault);
        Assert.Equal(Parse("").ToQuestion(_today), address.ToQuestion(_today));
    }

    private static AnalyticsAddress Parse(string query) => AnalyticsAddress.Parse($"http://localhost{AnalyticsAddress.Path}?{query}");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static (DateOnly From, DateOnly Until, DateOnly? ComparedFrom, DateOnly? ComparedUntil) Days(AnalyticsQuestion question)
        => (question.From, question.Until, question.ComparedFrom, question.ComparedUntil);
}

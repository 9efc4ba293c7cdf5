using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Analytics;
using Mibsp.Web.Features.Admin.Analytics.Tables;
using Mibsp.Web.Resources;

namespace Mibsp.Tests.Web.Features.Admin.Analytics;

/// <summary>How two numbers are said to differ: the number, the difference, and how much that is.</summary>
public sealed class FigureWordsTests : BunitContext
{
    private readonly IStringLocalizer<AnalyticsTexts> _texts;

    public FigureWordsTests()
    {
        Services.AddLocalization();
        _texts = Services.GetRequiredService<IStringLocalizer<AnalyticsTexts>>();
    }

    [Theory]
    [InlineData(72, 60, "12 more than 60 (+20 %)")]
    [InlineData(60, 72, "12 fewer than 72 (−17 %)")]
    [InlineData(0, 4, "4 fewer than 4 (−100 %)")]
    [InlineData(12, 0, "12 more than none")]
    [InlineData(0, 0, "As many as before: 0")]
    [InlineData(10_001, 10_000, "1 more than 10,000 (< +1 %)")]
    [InlineData(9_999, 10_000, "1 fewer than 10,000 (< −1 %)")]
    [InlineData(5, null, null)]
    public void Counts(int now, int? then, string? words) => Assert.Equal(words, FigureWords.Change(now, then, _texts));

    [Theory]
    [InlineData(90, 80, "Up by 10 from 80 %")]
    [InlineData(20, 25, "Down by 5 from 25 %")]
    [InlineData(20, 20, "As before: 20 %")]
    [InlineData(null, 20, null)]
    [InlineData(20, null, null)]
    public void Shares(int? now, int? then, string? words) => Assert.Equal(words, FigureWords.Points(now, then, _texts));

    [Theory]
    [InlineData(4.5, 3.0, "1.5 days longer than 3.0")]
    [InlineData(3.0, 4.5, "1.5 days shorter than 4.5")]
    [InlineData(3.0, 3.0, "As before: 3.0 days")]
    [InlineData(null, 3.0, null)]
    public void Times(double? now, double? then, string? words) => Assert.Equal(words, FigureWords.Longer((decimal?)now, (decimal?)then, _texts));

    [Theory]
    [InlineData(72, 60, "+12 (+20 %)")]
    [InlineData(20, 30, "−10 (−33 %)")]
    [InlineData(3, 0, "+3")]
    [InlineData(7, 7, "0")]
    public void Beside_a_number(int now, int then, string words) => Assert.Equal(words, FigureWords.Difference(now, then));

    [Theory]
    [InlineData(PeriodUnit.Day, "1 Oct 2026", "1 Oct")]
    [InlineData(PeriodUnit.Week, "Week of 1 Oct 2026", "1 Oct")]
    [InlineData(PeriodUnit.Month, "Oct 2026", "Oct")]
    [InlineData(PeriodUnit.Quarter, "Quarter 4 of 2026", "Q4 2026")]
    public void Parts_of_a_time(PeriodUnit unit, string name, string shorter)
        => Assert.Equal((name, shorter), (FigureWords.Part(new(2026, 10, 1), unit, _texts), FigureWords.ShortPart(new(2026, 10, 1), unit, isWithinYear: true, _texts)));
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Tests.Support;
using Mibsp.Tests.Web.Live;
using Mibsp.Web.Features.Public;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Features.Dashboard;

/// <summary>The dashboard's figures move while one watches, and nobody watches any more once the page is left.</summary>
public sealed class LiveFiguresTests : PageTests
{
    private PublicFigures _figures = default!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _figures = PublicFiguresTests.Make(Portal);
        await _figures.StartAsync(Xunit.TestContext.Current.CancellationToken);
        Services.AddSingleton(_figures).AddSingleton<PublicCharts>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task The_numbers_change_when_a_complaint_is_filed()
    {
        var page = Render<LiveFigures>();
        Assert.Equal("0", Value(page, "total"));

        await Town.FileAsync();

        page.WaitForAssertion(() => Assert.Equal("1", Value(page, "total")), TimeSpan.FromSeconds(10));
        Assert.Contains("1", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.FindAll(".scoreboard tbody tr").Single(r => r.TextContent.Contains("Water Supply", StringComparison.Ordinal)).Children[1].TextContent);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        Render<LiveFigures>();
        Assert.Equal(1, Portal.Get<LiveUpdates>().Count(LiveUpdates.FiguresTopic));

        await DisposeComponentsAsync();

        Assert.Equal(0, Portal.Get<LiveUpdates>().Count(LiveUpdates.FiguresTopic));
    }

    [Fact]
    public void Every_chart_has_a_table_that_says_the_same()
    {
        var page = Render<LiveFigures>();

        Assert.All(page.FindAll("figure"), chart =>
        {
            Assert.NotEmpty(chart.QuerySelectorAll("details table caption"));
            Assert.Equal("img", chart.QuerySelector("canvas")!.GetAttribute("role"));
            Assert.All(
                chart.QuerySelectorAll("tbody tr").Select(r => $"{r.Children[0].TextContent}: {r.Children[1].TextContent}"),
                row => Assert.Contains(row, chart.QuerySelector("canvas")!.GetAttribute("aria-label"), StringComparison.Ordinal));
        });
        Assert.Equal(3, page.FindAll("figure").Count);
    }

    protected override void Dispose(bool disposing)
    {
        _figures?.Dispose();
        base.Dispose(disposing);
    }

    private static string Value(IRenderedComponent<LiveFigures> page, string tile) => page.Find($"[data-testid={tile}] .tile__value").TextContent;
}

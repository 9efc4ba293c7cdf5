using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Live;

/// <summary>What a page has drawn is not taken away before there is something to put in its place.</summary>
public sealed class IslandTests : BunitContext
{
    public IslandTests() => Services.AddSingleton(new LiveUpdates(TimeProvider.System, NullLogger<LiveUpdates>.Instance));

    [Fact]
    public void An_island_draws_nothing_until_it_has_read()
    {
        var read = new TaskCompletionSource();
        var island = Render<Reading>(given => given.Add(r => r.Read, read.Task).Add(r => r.Name, "water"));
        Assert.Equal((0, ""), (island.RenderCount, island.Markup));

        read.SetResult();

        island.WaitForAssertion(() => Assert.Equal("water, read", island.Markup));
        Assert.Equal(1, island.RenderCount);
    }

    [Fact]
    public void What_it_is_given_later_is_drawn_without_reading_again()
    {
        var island = Render<Reading>(given => given.Add(r => r.Read, Task.CompletedTask).Add(r => r.Name, "water"));

        island.Render(given => given.Add(r => r.Name, "roads"));

        Assert.Equal(("roads, read", 1), (island.Markup, island.Instance.Reads));
    }

    private sealed class Reading : Island
    {
        private bool _isRead;

        [Parameter] public required Task Read { get; set; }

        [Parameter] public string Name { get; set; } = "";

        public int Reads { get; private set; }

        protected override async Task BeginAsync()
        {
            Reads++;
            await Read;
            _isRead = true;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{Name}, {(_isRead ? "read" : "blank")}");
    }
}

using System.Net;
using Mibsp.Domain.Common;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Web.Flood;
using Mibsp.Web.Flood;
using Mibsp.Web.Live;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Nodes;

/// <summary>The limits that keep floods out hold for the town, however many nodes it has.</summary>
public sealed class TownLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_flood_on_one_node_is_felt_on_the_other(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (one, other) = (new Node(portal), new Node(portal));
        await Node.BeatAsync(one, other);
        Assert.Equal(11, other.Gate.Open().Bits);

        one.Gate.Flood();
        await Node.BeatAsync(one, other);

        Assert.Equal(15, other.Gate.Open().Bits);
        other.Gate.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(11, other.Gate.Open().Bits);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_together_let_in_no_more_forms_without_script_than_one(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var budgetOnly = new FloodOptions { LeastSeconds = 0, QuietPerMinute = 10_000, FloodPerMinute = 20_000 };
        var admitted = new Node(portal, budgetOnly).LetIn();
        var (one, other) = (new Node(portal, budgetOnly), new Node(portal, budgetOnly));
        await Node.BeatAsync(one, other);

        Assert.Equal(admitted, one.LetIn() + other.LetIn());
        Assert.Equal(new FloodOptions().PlainPerMinute, admitted);
    }

    [Theory, OnEveryDatabase]
    public async Task An_address_is_as_heavy_on_two_nodes_as_on_one(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (one, other) = (new Node(portal), new Node(portal));
        await Node.BeatAsync(one, other);
        var address = new VisitorKeys(new MunicipalTime(new TestClock(), TimeZoneInfo.Utc)).Of(IPAddress.Loopback);
        for (var i = 0; i <= new FloodOptions().FormsPerAddress / 2; i++)
        {
            one.Gate.Open($"{i}", address);
            other.Gate.Open($"{i}", address);
        }

        Assert.True(one.Gate.Pressure.IsHeavy(address));
        Assert.True(other.Gate.Pressure.IsHeavy(address));
    }

    [Theory, OnEveryDatabase]
    public async Task A_node_that_stopped_or_died_leaves_its_share_to_the_others(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (one, stops, dies) = (new Node(portal), new Node(portal), new Node(portal));
        await Node.BeatAsync(one, stops, dies);
        Assert.Equal(3, one.Gate.Nodes.Count);

        await stops.Beat.StopAsync(Token);
        await Node.BeatAsync(one);
        one.Gate.Clock.Advance(TimeSpan.FromSeconds(11));
        await Node.BeatAsync(one);

        Assert.Equal(1, one.Gate.Nodes.Count);
        one.Gate.Clock.Advance(TimeSpan.FromMinutes(3));
        await Node.BeatAsync(one);
        await using var db = await portal.Town.ContextAsync();
        Assert.Single(db.LiveNodes);
    }

    [Fact]
    public async Task A_node_that_fell_silent_is_missed_until_another_takes_its_place_and_one_that_ended_is_not()
    {
        using var portal = new TestPortal();
        await portal.Get<NodeKeeping>().BeatAsync(Identifiers.Random(), 0, Token);
        var (one, stops, dies) = (new Node(portal), new Node(portal), new Node(portal));
        await Node.BeatAsync(one, stops, dies);
        await Node.BeatAsync(one);
        await stops.Beat.StopAsync(Token);
        await Node.BeatAsync(one);
        Assert.Equal(0, one.Gate.Nodes.Missing);

        // The row of a node that ended before this one began beats never, and is not missed either.
        one.Gate.Clock.Advance(TimeSpan.FromSeconds(11));
        await Node.BeatAsync(one);
        Assert.Equal((1, 1), (one.Gate.Nodes.Count, one.Gate.Nodes.Missing));
        one.Gate.Clock.Advance(TimeSpan.FromMinutes(3));
        await Node.BeatAsync(one);
        Assert.Equal(1, one.Gate.Nodes.Missing);

        var next = new Node(portal);
        await Node.BeatAsync(next, one);
        await Node.BeatAsync(next, one);
        Assert.Equal((2, 0), (one.Gate.Nodes.Count, one.Gate.Nodes.Missing));
    }

    [Theory, OnEveryDatabase]
    public async Task A_single_act_leaves_no_trace_in_the_rows_of_the_nodes(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var node = new Node(portal);
        await Node.BeatAsync(node);
        await using var db = await portal.Town.ContextAsync();
        node.Gate.Pressure.Written();
        await Node.BeatAsync(node);

        Assert.Equal(0, Assert.Single(db.LiveNodes).Written);
    }

    /// <summary>What is measured by the test's clock as well.</summary>
    private sealed class Ticking(TestClock clock) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetUtcNow().Ticks;
    }

    private sealed class Node
    {
        public Node(TestPortal portal, FloodOptions? options = null)
        {
            Gate = new Gate(options);
            Beat = new NodeBeat(portal.Get<NodeKeeping>(), Gate.Nodes, Gate.Load, new Ticking(Gate.Clock));
        }

        public Gate Gate { get; }

        public NodeBeat Beat { get; }

        /// <summary>Twice, as after two seconds: then each has heard of all.</summary>
        public static async Task BeatAsync(params Node[] nodes)
        {
            foreach (var node in nodes.Concat(nodes))
            {
                await node.Beat.BeatAsync(Token);
            }
        }

        /// <summary>How many of a thousand forms without script are let in at once, when nothing was let in during the last minute.</summary>
        public int LetIn() => Enumerable.Range(0, 1000).Count(i => Gate.Admit(Gate.Open($"{i}"), $"{i}").IsAdmitted);
    }
}

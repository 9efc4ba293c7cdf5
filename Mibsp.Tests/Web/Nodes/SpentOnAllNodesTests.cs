using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Nodes;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Web.Flood;
using Mibsp.Web.Flood;

namespace Mibsp.Tests.Web.Nodes;

/// <summary>A form's right to write once holds on all nodes together.</summary>
public sealed class SpentOnAllNodesTests
{
    private const string TrackingId = "MIB-ABCD-EFGH-JKMN-PQRS-TVWX";

    private readonly EphemeralDataProtectionProvider _keys = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_token_used_on_one_node_is_refused_on_the_other_unless_for_the_same(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (one, other) = (Node(portal), Node(portal));
        var work = one.Open().Solve();
        var (same, another, none) = (Gate.Copy(work), Gate.Copy(work), Gate.Copy(work));

        Assert.True((await one.AdmitAsync(work, use: TrackingId)).IsAdmitted);
        Assert.Equal(Admission.Anew, await other.AdmitAsync(another, use: "MIB-2"));
        Assert.Equal(Admission.Anew, await other.AdmitAsync(none));
        Assert.True((await other.AdmitAsync(same, use: TrackingId)).IsAdmitted);

        // The one that was refused goes on with a new token.
        Assert.True((await other.AdmitAsync(another.Solve(), use: "MIB-2")).IsAdmitted);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_many_that_come_at_once_on_two_nodes_one_is_first(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var nodes = new[] { Node(portal), Node(portal) };
        var work = nodes[0].Open().Solve();

        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Gate.Copy(work)).Select((copy, i) => Task.Run(() => nodes[i % 2].AdmitAsync(copy), Token)));

        Assert.Equal(1, all.Count(admission => admission.IsAdmitted));
    }

    [Theory, OnEveryDatabase]
    public async Task The_table_holds_no_tracking_id_nothing_it_could_be_found_by_and_only_the_day(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var node = Node(portal);
        await node.AdmitAsync(node.Open("a").Solve(), "a", TrackingId);
        await node.AdmitAsync(node.Open("b").Solve(), "b", TrackingId);
        await using var db = await portal.Town.ContextAsync();

        var rows = await db.SpentTokens.AsNoTracking().OrderBy(s => s.Id).ToListAsync(Token);

        // The same ID under two tokens looks like two: who has the table and an ID finds nothing.
        Assert.Equal(2, rows.Select(r => r.Use).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(portal.Get<MunicipalTime>().Today, row.SpentOn));
    }

    [Theory, OnEveryDatabase]
    public async Task What_would_be_refused_for_its_age_is_removed_and_what_is_still_good_is_not(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var keeping = portal.Get<SpentTokenKeeping>();
        await keeping.TrySpendAsync(Identifiers.Random(), null, Token);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await keeping.TrySpendAsync(Identifiers.Random(), null, Token);
        await using var db = await portal.Town.ContextAsync();

        await keeping.RemoveOldAsync(Token);
        Assert.Equal(2, await db.SpentTokens.CountAsync(Token));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await keeping.RemoveOldAsync(Token);

        Assert.Equal(1, await db.SpentTokens.CountAsync(Token));
    }

    [Fact]
    public async Task A_full_table_takes_no_more_and_each_node_goes_by_its_own_memory()
    {
        using var portal = new TestPortal();
        var keeping = new SpentTokenKeeping(portal.Get<IDbContextFactory<MibspDbContext>>(), portal.Get<MunicipalTime>(), most: 3);
        var node = new Gate(shared: keeping, keys: _keys);
        for (var i = 0; i < 10; i++)
        {
            var work = node.Open($"{i}").Solve();
            Assert.True((await node.AdmitAsync(Gate.Copy(work), $"{i}")).IsAdmitted);
            Assert.False((await node.AdmitAsync(work, $"{i}")).IsAdmitted);
        }

        await using var db = await portal.Town.ContextAsync();
        Assert.InRange(await db.SpentTokens.CountAsync(Token), 3, 6);
    }

    [Fact]
    public async Task While_the_database_is_away_the_gate_stays_open_and_does_not_keep_anybody_waiting()
    {
        using var portal = new TestPortal();
        var node = new Gate(shared: new SpentTokenKeeping(new AwayContexts(), portal.Get<MunicipalTime>()), keys: _keys);
        var work = node.Open().Solve();
        var (again, watch) = (Gate.Copy(work), Stopwatch.StartNew());

        Assert.True((await node.AdmitAsync(work)).IsAdmitted);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, SpentTokens.Patience * 2);
        Assert.False((await node.AdmitAsync(again)).IsAdmitted);
    }

    private Gate Node(TestPortal portal) => new(shared: new SpentTokenKeeping(portal.Get<IDbContextFactory<MibspDbContext>>(), portal.Get<MunicipalTime>()), keys: _keys);

    /// <summary>A database that never answers.</summary>
    private sealed class AwayContexts : IDbContextFactory<MibspDbContext>
    {
        public MibspDbContext CreateDbContext() => throw new NotSupportedException();

        public async Task<MibspDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return CreateDbContext();
        }
    }
}

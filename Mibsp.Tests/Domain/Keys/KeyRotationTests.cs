using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Domain.Keys;

/// <summary>Keys are changed while people file and write, and nothing becomes unreadable by it.</summary>
public sealed class KeyRotationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task All_is_wrapped_anew_and_readable_and_the_old_key_can_go(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        await town.ProposeAsync(filed, officer);
        var old = portal.Get<KeyRing>().CurrentId;
        var before = await WrappedAsync(portal);

        var result = await portal.Get<KeyRotation>().RotateAsync(Token);

        Assert.Equal((1, false), (result.Complaints, result.WasUnfinished));
        Assert.NotEqual(old, result.CurrentId);
        var after = await WrappedAsync(portal);
        Assert.Equal([result.CurrentId], after.Select(k => k.KekId));
        Assert.NotEqual(before[0].Wrapped, after[0].Wrapped);
        Assert.Equal(
            [new RingKey(old, false, true, 0), new RingKey(result.CurrentId, true, true, 1)], await portal.Get<KeyRotation>().ListAsync(Token));
        Assert.Null(await portal.Get<KeyRotation>().RetireAsync(old, Token));
        await ReadsAsync(portal, filed, officer);
        await Chronicle.HoldsAsync(portal);
        await using var db = await town.ContextAsync();
        Assert.Equal([AuditAct.KeysRotated, AuditAct.KeyRetired],
            await db.AuditEntries.Where(e => e.By == Party.System).OrderBy(e => e.Sequence).Select(e => e.Act).ToListAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Cut_off_anywhere_it_is_finished_by_the_next(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        var ring = portal.Get<KeyRing>();

        // As far as a rotation gets that is killed after its first batch: a new key, and some wrapped with it.
        var old = ring.CurrentId;
        var begun = ring.MakeNext();
        await town.FileAsync();

        var finished = await portal.Get<KeyRotation>().RotateAsync(Token);
        var again = await portal.Get<KeyRotation>().RotateAsync(Token);

        Assert.Equal((begun, 1, true), (finished.CurrentId, finished.Complaints, finished.WasUnfinished));
        Assert.Equal((2, false), (again.Complaints, again.WasUnfinished));
        Assert.Equal(3, ring.Ids.Count);
        Assert.Equal((RetiringRefusal.Current, RetiringRefusal.Unknown),
            (await portal.Get<KeyRotation>().RetireAsync(again.CurrentId, Token), await portal.Get<KeyRotation>().RetireAsync("0009-0123456789abcdef", Token)));
        Assert.Null(await portal.Get<KeyRotation>().RetireAsync(old, Token));
        await ReadsAsync(portal, filed, officer);
    }

    [Fact]
    public async Task A_key_in_use_is_not_retired()
    {
        using var portal = new TestPortal();
        await (await portal.Town.FoundAsync()).FileAsync();
        var old = portal.Get<KeyRing>().CurrentId;
        portal.Get<KeyRing>().MakeNext();

        Assert.Equal(RetiringRefusal.InUse, await portal.Get<KeyRotation>().RetireAsync(old, Token));

        Assert.Equal(2, portal.Get<KeyRing>().Ids.Count);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task People_file_and_write_while_another_process_rotates_and_nothing_is_lost(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = new List<Filed>();
        for (var i = 0; i < 5; i++)
        {
            filed.Add(await town.FileAsync());
        }

        var first = portal.Get<KeyRing>().CurrentId;

        // A ring and a ledger of its own: what another process has.
        var contexts = portal.Get<IDbContextFactory<MibspDbContext>>();
        var ring = new KeyRing(portal.Get<KeyRing>().Folder);
        using var ledger = new Ledger(portal.Get<MunicipalTime>(), portal.Get<Mibsp.Domain.Settings.RulesReading>(), portal.Get<Mibsp.Domain.Filing.TownReading>());
        var rotation = new KeyRotation(contexts, ledger, ring, new ComplaintKeeping(ring), portal.Get<MunicipalTime>());
        var rotating = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await rotation.RotateAsync(Token);
            }
        }, Token);
        var acting = Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                filed.Add(await town.FileAsync());
                Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(filed[i].TrackingId, $"Word {i}.", Token));
            }
        }, Token);
        await Task.WhenAll(rotating, acting);

        await portal.Get<KeyRotation>().RotateAsync(Token);
        Assert.Null(await portal.Get<KeyRotation>().RetireAsync(first, Token));
        foreach (var each in filed)
        {
            Assert.NotNull(await portal.Get<TrackingQueries>().FindAsync(each.TrackingId, Token));
            using var cipher = await portal.CipherAsync(each.Id);
        }

        Assert.Equal(20, filed.Count);
        await Chronicle.HoldsAsync(portal);
    }

    private static async Task<List<ComplaintKey>> WrappedAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.ComplaintKeys.AsNoTracking().ToListAsync(Token);
    }

    private static async Task ReadsAsync(TestPortal portal, Filed filed, Member officer)
    {
        var view = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);
        Assert.Equal(A.Description, view!.Story!.Description);
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Erasing;

/// <summary>Closed complaints are erased when their time is over: not a day early, once, and never soon after the citizen wrote.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_closed_complaint_is_erased_on_its_day_and_not_before_and_once(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (closed, open) = await OneClosedAndOneOpenAsync(portal);
        portal.Clock.Advance(TimeSpan.FromDays(179));
        Assert.Equal(0, await RunAsync(portal));
        Assert.Null((await FindAsync(portal, closed)).ErasedOn);
        portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await RunAsync(portal));
        Assert.Equal(0, await RunAsync(portal));

        var erased = await FindAsync(portal, closed);
        Assert.Equal((erased.ClosedOn!.Value.AddDays(180), ComplaintOutcome.Resolved), (erased.ErasedOn!.Value, erased.Outcome));
        Assert.Null((await FindAsync(portal, open)).ErasedOn);
        await using var db = await portal.Town.ContextAsync();
        var entry = await db.AuditEntries.SingleAsync(e => e.Act == AuditAct.ComplaintErased, Token);
        Assert.Equal(Party.System, entry.By);
        Assert.Equal([open.Id], await db.ComplaintKeys.Select(k => k.ComplaintId).ToListAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Never_within_thirty_days_of_what_the_citizen_wrote_last(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (closed, _) = await OneClosedAndOneOpenAsync(portal);
        portal.Clock.Advance(TimeSpan.FromDays(200));
        var today = portal.Get<MunicipalTime>().Today;
        await using var db = await portal.Town.ContextAsync();
        await WroteOnAsync(db, closed, today.AddDays(-29));
        Assert.Equal(0, await RunAsync(portal));

        await WroteOnAsync(db, closed, today.AddDays(-30));

        Assert.Equal(1, await RunAsync(portal));
    }

    [Theory, OnEveryDatabase]
    public async Task More_than_one_batch_is_erased_in_one_run(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        for (var i = 0; i < 5; i++)
        {
            await town.FileAsync();
        }

        await using var db = await town.ContextAsync();
        await CloseAllAsync(db, portal.Get<MunicipalTime>().Today.AddDays(-31));

        Assert.Equal(5, await portal.Get<ComplaintRetention>().EraseDueAsync(30, Token));

        Assert.False(await db.ComplaintKeys.AnyAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Files_that_no_complaint_holds_on_two_days_are_removed_and_others_are_not(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var store = portal.Get<EvidenceStore>();
        var staged = new List<StagedEvidence>();
        for (byte i = 0; i < 3; i++)
        {
            staged.Add(await store.StageAsync(new AcceptedEvidence(EvidenceType.Png, [i, 1, 2], []), Token));
        }

        await town.FileAsync(A.NewComplaint(town.Water) with { Evidence = [staged[0]] });
        var orphan = await store.KeepAsync(staged[1], Token);
        await RunAsync(portal);
        await RunAsync(portal);
        Assert.Equal(2, KeptIn(portal));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var fresh = await store.KeepAsync(staged[2], Token);

        await RunAsync(portal);

        Assert.Equal(2, KeptIn(portal));
        Assert.False(store.DeleteKept(orphan.Name));
        Assert.NotEmpty(await store.OpenAsync(fresh.Name, fresh.Key, Token));
    }

    private static int KeptIn(TestPortal portal) => Directory.GetFiles(Path.Combine(portal.Folder, "evidence", "kept")).Length;

    private static Task<int> RunAsync(TestPortal portal) => portal.Get<ComplaintRetention>().EraseDueAsync(ComplaintRetention.DefaultDays, Token);

    private static async Task<(Filed Closed, Filed Open)> OneClosedAndOneOpenAsync(TestPortal portal)
    {
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var closed = await town.FileAndTakeAsync(officer);
        Town.Done(await portal.Get<ComplaintTracking>().WriteAsync(closed.TrackingId, "One more thing.", Token));
        await town.ProposeAsync(closed, officer);
        Town.Done(await portal.Get<ComplaintTracking>().ConfirmAsync(closed.TrackingId, Token));
        return (closed, await town.FileAsync());
    }

    private static async Task<Complaint> FindAsync(TestPortal portal, Filed filed)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.Complaints.AsNoTracking().SingleAsync(c => c.Id == filed.Id, Token);
    }

    private static Task<int> WroteOnAsync(MibspDbContext db, Filed filed, DateOnly day)
        => db.Messages.Where(m => m.ComplaintId == filed.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.On, day), Token);

    private static Task<int> CloseAllAsync(MibspDbContext db, DateOnly day) => db.Complaints.ExecuteUpdateAsync(
        s => s.SetProperty(c => c.Status, ComplaintStatus.Closed).SetProperty(c => c.Outcome, ComplaintOutcome.Withdrawn).SetProperty(c => c.ClosedOn, day), Token);
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Domain.Tracking;

/// <summary>Withdrawing and rating through the services: saved, told, entered, and once only.</summary>
public sealed class WithdrawalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task A_withdrawn_complaint_is_closed_and_its_officer_is_told(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        var told = new TaskCompletionSource();
        using var watching = portal.Get<LiveUpdates>().Subscribe(LiveUpdates.DepartmentTopic(town.Water), () =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });

        Town.Done(await portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        var seen = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token);
        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.Withdrawn), (seen!.Facts.Status, seen.Facts.Outcome));
        Assert.Equal(Party.Citizen, seen.Timeline[^1].By);
        Assert.Equal(1, await CountAsync(portal, AuditAct.ComplaintWithdrawn));
        Assert.Equal(Refusal.WrongStatus, (await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "Wait!", Token)).Refusal);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Withdrawing_and_rating_twenty_times_at_once_is_once_each(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = await town.FileAsync();
        var tracking = portal.Get<ComplaintTracking>();

        var withdrawals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => tracking.WithdrawAsync(filed.TrackingId, Token), Token)));
        var ratings = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => tracking.RateAsync(filed.TrackingId, 1 + (i % 5), Token), Token)));

        Assert.Single(withdrawals, outcome => outcome.Succeeded);
        Assert.Single(ratings, outcome => outcome.Succeeded);
        Assert.Equal((1, 1), (await CountAsync(portal, AuditAct.ComplaintWithdrawn), await CountAsync(portal, AuditAct.ComplaintRated)));
        var trail = await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token);
        Assert.InRange(trail!.Rating!.Value, 1, 5);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task The_rating_stands_on_the_case_and_an_unknown_ID_rates_and_withdraws_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(officer);
        var tracking = portal.Get<ComplaintTracking>();
        Assert.Equal(Refusal.WrongStatus, (await tracking.RateAsync(filed.TrackingId, 5, Token)).Refusal);
        await town.ProposeAsync(filed, officer);
        Town.Done(await tracking.ConfirmAsync(filed.TrackingId, Token));

        Town.Done(await tracking.RateAsync(filed.TrackingId, 4, Token));

        Assert.Equal(4, (await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token))!.Rating);
        Assert.Equal(Refusal.NotFound, (await tracking.WithdrawAsync(TrackingId.New(), Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await tracking.RateAsync(TrackingId.New(), 4, Token)).Refusal);
        Assert.Null(await portal.Get<TrailQueries>().FindAsync(TrackingId.New(), Token));
    }

    private static async Task<int> CountAsync(TestPortal portal, AuditAct act)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.AuditEntries.CountAsync(e => e.Act == act, Token);
    }
}

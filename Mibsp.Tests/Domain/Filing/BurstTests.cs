using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>What comes in a burst is filed like anything else; it only lies together until somebody looks after it.</summary>
public sealed class BurstTests : IAsyncLifetime, IDisposable
{
    private static readonly BurstLimits _limits = new(3, TimeSpan.FromMinutes(10));

    private readonly TestPortal _portal = new(also: services => services.AddSingleton(_limits));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Town Town => _portal.Town;

    public async ValueTask InitializeAsync() => await Town.FoundAsync();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void It_begins_above_the_limit_in_one_department_and_ends_when_things_calm_down()
    {
        var watch = new BurstWatch(_portal.Clock, _limits);
        var first = Enumerable.Range(0, 6).Select(_ => watch.Next(1)).ToList();
        Assert.Equal([null, null, null], first.Take(3));
        Assert.Single(first.Skip(3).Distinct());
        Assert.NotNull(first[3]);
        Assert.Null(watch.Next(2));

        _portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(watch.Next(1));

        var second = Enumerable.Range(0, 6).Select(_ => watch.Next(1)).ToList()[^1];
        Assert.NotNull(second);
        Assert.NotEqual(first[5], second);
    }

    [Fact]
    public async Task Reports_of_a_burst_have_number_deadline_and_tracking_like_all_others()
    {
        var filed = await FileAsync(5);
        var queries = _portal.Get<TrackingQueries>();

        var (before, within) = (await queries.FindAsync(filed[0].TrackingId, Token), await queries.FindAsync(filed[4].TrackingId, Token));

        Assert.Equal(before!.DeadlineOn, within!.DeadlineOn);
        Assert.Equal("2026-000005", filed[4].CaseNumber);
        Assert.Equal([filed[3].CaseNumber, filed[4].CaseNumber], await ListAsync(BurstShow.Only));
        Assert.Equal(filed.Take(3).Select(f => f.CaseNumber), await ListAsync(BurstShow.Apart));
        Assert.Equal(5, (await ListAsync(BurstShow.Together)).Count);
    }

    [Fact]
    public async Task Taking_or_assigning_one_takes_it_out_of_the_burst()
    {
        var (filed, officer) = (await FileAsync(6), await Town.HireAsync());
        Assert.Equal(3, Assert.Single(await BurstsAsync(officer)).Count);

        await Town.TakeAsync(filed[3], officer);
        var head = await Town.HireAsync(StaffRole.Supervisor);
        Town.Done(await _portal.Get<ComplaintAssigning>().AssignAsync(await Town.SeenAsync(filed[4]), officer.Id, head.Actor, Token));

        Assert.Equal([filed[5].CaseNumber], await ListAsync(BurstShow.Only, officer));
        Assert.Equal(1, Assert.Single(await BurstsAsync(officer)).Count);
        Assert.Contains(filed[3].CaseNumber, await ListAsync(BurstShow.Apart, officer));
    }

    [Fact]
    public async Task What_is_late_comes_back_to_ordinary_work_by_itself()
    {
        var filed = await FileAsync(4);
        Assert.DoesNotContain(filed[3].CaseNumber, await ListAsync(BurstShow.Apart));

        _portal.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Contains(filed[3].CaseNumber, await ListAsync(BurstShow.Apart));
        Assert.Empty(await ListAsync(BurstShow.Only));
        Assert.Empty(await BurstsAsync(await Town.HireAsync()));
    }

    [Fact]
    public async Task Nobody_counts_bursts_of_another_department()
    {
        await FileAsync(6);

        Assert.Empty(await BurstsAsync(await Town.HireAsync(StaffRole.Officer, Town.Roads)));
    }

    [Fact]
    public async Task A_burst_is_no_act_and_leaves_no_word_in_the_record()
    {
        await FileAsync(5);
        await using var db = await Town.ContextAsync();

        Assert.Equal(5, await db.Complaints.CountAsync(c => c.Version == 1, Token));
        Assert.Equal(2, await db.Complaints.CountAsync(c => c.BurstId != null, Token));
    }

    private async Task<List<Filed>> FileAsync(int count)
    {
        var filed = new List<Filed>();
        for (var i = 0; i < count; i++)
        {
            filed.Add(await Town.FileAsync());
        }

        return filed;
    }

    private async Task<IReadOnlyList<BurstRow>> BurstsAsync(Member member) => await _portal.Get<ComplaintQueries>().BurstsAsync(member.Actor, Token);

    private async Task<IReadOnlyList<string>> ListAsync(BurstShow bursts, Member? member = null)
    {
        var actor = (member ?? await Town.HireAsync()).Actor;
        var page = await _portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(Order: QueueOrder.CaseNumber, Bursts: bursts), actor, Token);
        return [.. page.Rows.Select(row => row.CaseNumber)];
    }
}

using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Metrics;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Metrics;

/// <summary>The figures of people and departments, from what really happened.</summary>
public sealed class MetricsQueriesTests : IDisposable
{
    private TestPortal _portal = default!;

    [Theory, OnEveryDatabase]
    public async Task Each_has_the_days_they_had_it(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (head, asha, bela) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(), await town.HireAsync());

        // Wednesday to Friday with one officer; over the week-end, and four working days more, with the other.
        var filed = await town.FileAndTakeAsync(asha);
        Pass(2);
        Town.Done(await town.Get<ComplaintAssigning>().AssignAsync(await town.SeenAsync(filed), bela.Id, head.Actor, Token));
        Pass(6);
        await CloseAsync(filed, bela);

        var (first, second) = (await OwnAsync(asha), await OwnAsync(bela));
        Assert.Equal((0, 1, 2m, 1, 0), (first.Done.Closed, first.Done.Held, first.Done.MedianDays, first.Done.Kept, first.Done.Missed));
        Assert.Equal((1, 1, 4m, 0, 1), (second.Done.Closed, second.Done.Held, second.Done.MedianDays, second.Done.Kept, second.Done.Missed));
        Assert.Null(second.Closings);
        var department = await FindAsync($"department-{town.Water}", head);
        Assert.Equal((1, 6m, 1), (department!.Done.Closed, department.Done.MedianDays, department.Done.Missed));
        Assert.Equal(first.Done, (await FindAsync($"officer-{asha.Id:N}", head))!.Done);
        Assert.Equal(new ProposedClosings(1, 0), (await FindAsync($"officer-{bela.Id:N}", head))!.Closings);
        Assert.Equal(new ProposedClosings(0, 0), (await FindAsync($"officer-{asha.Id:N}", head))!.Closings);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_open_is_counted_as_it_is_today(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (head, asha) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync());
        await town.FileAndTakeAsync(asha);
        await town.FileAsync();
        Assert.Equal(new OpenWork(1, 0, 0), (await OwnAsync(asha)).Now);

        Pass(5);
        Assert.Equal(new OpenWork(1, 1, 0), (await OwnAsync(asha)).Now);
        Pass(5);

        Assert.Equal(new OpenWork(1, 0, 1), (await OwnAsync(asha)).Now);
        Assert.Equal(new OpenWork(1, 0, 1), (await OwnAsync(head)).Now);
        Assert.Equal(new OpenWork(2, 0, 2), (await FindAsync($"department-{town.Water}", head))!.Now);
    }

    [Theory, OnEveryDatabase]
    public async Task A_department_that_hands_on_answers_for_its_own_days_and_the_other_for_its_own(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (water, roads) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Supervisor, town.Roads));
        var asha = await town.HireAsync();
        var filed = await town.FileAndTakeAsync(asha);
        Pass(12);
        Town.Done(await town.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(filed), town.Roads, "It is a road.", water.Actor, Token));
        Pass(2);
        await town.TakeAsync(filed, roads);
        await CloseAsync(filed, roads);

        var (from, to) = (await FindAsync($"department-{town.Water}", water), await FindAsync($"department-{town.Roads}", roads));
        Assert.Equal((0, 1, 8m, 1), (from!.Done.Closed, from.Done.Held, from.Done.MedianDays, from.Done.Missed));
        Assert.Equal((1, 1, 2m, 1), (to!.Done.Closed, to.Done.Held, to.Done.MedianDays, to.Done.Kept));
        Assert.Equal(new ProposedClosings(0, 0), from.Closings);
        Assert.Equal(new ProposedClosings(1, 0), to.Closings);
    }

    [Theory, OnEveryDatabase]
    public async Task A_contested_closing_is_told_to_the_head_and_is_gone_for_who_proposed_it(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (head, asha, bela) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(), await town.HireAsync());
        var before = await OwnAsync(asha);
        var filed = await town.FileAndTakeAsync(asha);
        await town.ProposeAsync(filed, asha);
        Town.Done(await town.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "It still leaks.", Token));
        Assert.Equal(before, await OwnAsync(asha));
        await town.TakeAsync(filed, bela);
        await CloseAsync(filed, bela);

        Assert.Equal(before, await OwnAsync(asha));
        Assert.Equal(new ProposedClosings(1, 1), (await FindAsync($"officer-{asha.Id:N}", head))!.Closings);
        Assert.Equal(new ProposedClosings(1, 0), (await FindAsync($"officer-{bela.Id:N}", head))!.Closings);
        Assert.Equal(new ProposedClosings(2, 1), (await FindAsync($"department-{town.Water}", head))!.Closings);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_kept_from_somebody_is_in_none_of_their_figures(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (head, other, asha) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Supervisor), await town.HireAsync());
        string[] subjects = ["me", $"department-{town.Water}", $"officer-{asha.Id:N}"];
        List<WorkMetrics?> before = [];
        foreach (var subject in subjects)
        {
            before.Add(await FindAsync(subject, head));
        }

        var filed = await town.FileAsync();
        Town.Done(await town.Get<ComplaintRouting>().RecuseMyselfAsync(await town.SeenAsync(filed), head.Actor, Token));
        await town.TakeAsync(filed, asha);
        foreach (var (subject, was) in subjects.Zip(before))
        {
            Assert.Equal(was, await FindAsync(subject, head));
        }

        Assert.Equal(1, (await FindAsync($"department-{town.Water}", other))!.Now.Open);
        await CloseAsync(filed, asha);
        foreach (var (subject, was) in subjects.Zip(before))
        {
            Assert.Equal(was, await FindAsync(subject, head));
        }

        Assert.Equal(1, (await FindAsync($"department-{town.Water}", other))!.Done.Closed);
    }

    [Theory, OnEveryDatabase]
    public async Task What_went_to_the_integrity_cell_tells_the_department_nothing_any_more(DatabaseProvider provider)
    {
        var town = await FoundAsync(provider);
        var (head, cell) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.IntegrityOfficer));
        var filed = await town.FileAndTakeAsync(await town.HireAsync());
        Pass(2);
        Town.Done(await town.Get<ComplaintRouting>().TransferAsync(await town.SeenAsync(filed), town.IntegrityCell, "Look into it.", head.Actor, Token));
        await town.TakeAsync(filed, cell);
        await CloseAsync(filed, cell);

        Assert.Equal(0, (await FindAsync($"department-{town.Water}", head))!.Done.Held);
        Assert.Equal(1, (await FindAsync($"department-{town.IntegrityCell}", cell))!.Done.Closed);
        Assert.Equal(1, (await MetricsAsync($"department-{town.Water}", new(Guid.Empty, StaffRole.Commissioner, null)))!.Done.Held);
    }

    [Fact]
    public async Task Nobody_asks_about_whom_they_may_not()
    {
        var town = await FoundAsync(DatabaseProvider.Sqlite);
        var (asha, bela) = (await town.HireAsync(), await town.HireAsync());
        var (head, roads) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Officer, town.Roads));
        var (water, other, cell) = ($"department-{town.Water}", $"department-{town.Roads}", $"department-{town.IntegrityCell}");
        var (ashas, belas) = ($"officer-{asha.Id:N}", $"officer-{bela.Id:N}");

        Assert.Equal(["me"], await KeysAsync(asha));
        Assert.Equal(["me", water, ashas, belas], await KeysAsync(head));
        Assert.Equal(["me", cell], await KeysAsync(await town.HireAsync(StaffRole.IntegrityOfficer)));
        Assert.Equal([cell, other, water], await KeysAsync(await town.HireAsync(StaffRole.Commissioner)));
        Assert.Equal([cell, other, water], await KeysAsync(await town.HireAsync(StaffRole.Administrator)));
        var auditor = await town.HireAsync(StaffRole.Auditor);
        Assert.Equal([cell, other, water], await KeysAsync(auditor));

        Assert.Null(await FindAsync(belas, asha));
        Assert.Null(await FindAsync(ashas, asha));
        Assert.Null(await FindAsync(water, asha));
        Assert.Null(await FindAsync(other, head));
        Assert.Null(await FindAsync($"officer-{roads.Id:N}", head));
        Assert.Null(await FindAsync(ashas, auditor));
        Assert.NotNull(await FindAsync(water, auditor));
        Assert.Null(await MetricsAsync(ashas, town.Administrator));
        Assert.NotNull(await FindAsync(ashas, head));
    }

    [Fact]
    public async Task Only_what_was_closed_in_the_period_counts()
    {
        var town = await FoundAsync(DatabaseProvider.Sqlite);
        var asha = await town.HireAsync();
        await CloseAsync(await town.FileAndTakeAsync(asha), asha);
        Pass(31);

        var today = _portal.Get<Mibsp.Domain.Common.MunicipalTime>().Today;
        foreach (var (key, closed) in new[] { ("2026-08", 0), ("2026-07", 1), ("2026-q3", 1), ("2026-q2", 0) })
        {
            Assert.Equal(closed, (await town.Get<MetricsQueries>().FindAsync("me", MetricsPeriod.Parse(key, today), asha.Actor, Token))!.Done.Closed);
        }

        Assert.Equal(MetricsPeriod.Choices(today)[0], MetricsPeriod.Parse("nonsense", today));
        Assert.Equal(new DateOnly(2026, 6, 1), MetricsPeriod.Parse(null, today).From);
    }

    public void Dispose() => _portal?.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<Town> FoundAsync(DatabaseProvider provider)
    {
        _portal = new TestPortal(provider);
        return _portal.Town.FoundAsync();
    }

    private void Pass(int days) => _portal.Clock.Advance(TimeSpan.FromDays(days));

    private async Task CloseAsync(Filed filed, Member officer)
    {
        await _portal.Town.ProposeAsync(filed, officer);
        Town.Done(await _portal.Get<ComplaintTracking>().ConfirmAsync(filed.TrackingId, Token));
    }

    private async Task<IEnumerable<string>> KeysAsync(Member member) => (await _portal.Get<MetricsQueries>().SubjectsAsync(member.Actor, Token)).Select(s => s.Key);

    private async Task<WorkMetrics> OwnAsync(Member member) => (await FindAsync("me", member))!;

    private Task<WorkMetrics?> FindAsync(string? subject, Member member) => MetricsAsync(subject, member.Actor);

    private Task<WorkMetrics?> MetricsAsync(string? subject, Mibsp.Domain.Common.Actor actor)
        => _portal.Get<MetricsQueries>().FindAsync(
            subject, MetricsPeriod.Parse(null, _portal.Get<Mibsp.Domain.Common.MunicipalTime>().Today), actor, Token);
}

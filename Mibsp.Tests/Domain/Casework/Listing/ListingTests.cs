using CsCheck;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Seeding;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework.Listing;

/// <summary>Lists that are walked page by page show everything that may be seen, once, in order, whatever they are narrowed by.</summary>
public sealed class ListingTests
{
    private static readonly string[] _people = ["admin", "officer_water", "supervisor_roads", "integrity", "commissioner"];

    private static readonly QueueScope[] _scopes = [QueueScope.All, QueueScope.All, QueueScope.Mine, QueueScope.Unassigned];

    private static readonly ComplaintStatus?[] _statuses = [null, null, ComplaintStatus.Closed, ComplaintStatus.UnderReview, ComplaintStatus.Pending];

    private static readonly Gen<QueueFilter> _filters =
        from scope in Gen.Int[0, 3]
        from status in Gen.Int[0, 4]
        from order in Gen.Int[0, 2]
        from narrow in Gen.Int[0, 9]
        from department in Gen.Int[1, 6]
        from back in Gen.Int[0, 900]
        select Narrowed(new QueueFilter(_scopes[scope], _statuses[status], OpenOnly: narrow == 1, DelayedOnly: narrow == 2, DepartmentId: narrow == 3 ? department : null, Order: (QueueOrder)order), narrow, department, back);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Every_list_shows_everything_once_and_in_order_forwards_and_backwards(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Get<DemoPlanting>().PlantAsync(Token);
        await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(240), isTrial: true, null, Token);
        await using var db = await portal.Town.ContextAsync();
        var actors = new List<(Actor Actor, List<Complaint> Visible)>();
        foreach (var name in _people)
        {
            var user = await db.Users.SingleAsync(u => u.UserName == name, Token);
            var actor = new Actor(user.Id, user.Role, user.DepartmentId);
            actors.Add((actor, await db.Complaints.AsNoTracking().VisibleTo(actor).ToListAsync(Token)));
        }

        await Gen.Select(_filters, Gen.Int[0, _people.Length - 1]).SampleAsync(async (filter, who) =>
        {
            var (actor, visible) = actors[who];
            var wanted = Expected(visible, filter, actor, portal.Get<MunicipalTime>().Today);
            var (shown, last) = await WalkAsync(portal, filter, actor);
            Assert.Equal(wanted, shown);
            if (last.HasEarlier)
            {
                var before = filter with { Place = ListPlace.Of(last.Rows[0], filter.Order, isBefore: true) };
                var page = await portal.Get<ComplaintQueries>().ListAsync(before, actor, Token);
                Assert.True(page.HasMore);
                Assert.Equal(wanted.Take(wanted.Count - last.Rows.Count).TakeLast(ComplaintQueries.PageSize), page.Rows.Select(r => r.CaseNumber));
            }
        }, iter: 120, threads: 1);
    }

    [Fact]
    public async Task A_place_where_nothing_is_any_more_is_the_first_page()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var filed = await town.FileAsync();

        var page = await portal.Get<ComplaintQueries>().ListAsync(
            new QueueFilter(Order: QueueOrder.Newest, Place: new ListPlace("1999-000001", null, IsBefore: false)), town.Administrator, Token);

        Assert.Equal(filed.CaseNumber, Assert.Single(page.Rows).CaseNumber);
        Assert.False(page.HasEarlier || page.HasMore);
    }

    [Theory]
    [InlineData("123", "2025-000123,2026-000123")]
    [InlineData(" 000123 ", "2025-000123,2026-000123")]
    [InlineData("2026-000123", "2026-000123..2026-000123")]
    [InlineData("2026", "2026-000000..2026-999999")]
    [InlineData("2026-", "2026-000000..2026-999999")]
    [InlineData("2026-01", "2026-010000..2026-019999")]
    [InlineData("2026000123", "2026-000123..2026-000123")]
    [InlineData("1999", "2025-001999,2026-001999")]
    [InlineData("-7", "2025-000007,2026-000007")]
    [InlineData("20-26", "")]
    [InlineData("2026-0001234", "")]
    [InlineData("2026-12-3", "")]
    [InlineData("%", "")]
    [InlineData("١٢٣", "")]
    public void What_is_typed_as_a_case_number_is_looked_for_by_the_index(string typed, string found)
    {
        var search = CaseNumbers.Search(typed, [2025, 2026]);

        Assert.Equal(found, search.Numbers is { } numbers ? string.Join(',', numbers) : $"{search.First}..{search.Last}");
    }

    private static QueueFilter Narrowed(QueueFilter filter, int narrow, int number, int back) => filter with
    {
        ServiceId = narrow == 4 ? number : null,
        WardId = narrow == 5 ? number : null,
        Kind = narrow == 6 ? (ComplaintKind)(number % 9) : null,
        FiledFrom = narrow is 7 or 8 ? new DateOnly(2026, 6, 1).AddDays(-back) : null,
        FiledUntil = narrow is 8 or 9 ? new DateOnly(2026, 6, 1).AddDays(number * 40 - back) : null,
    };

    private static List<string> Expected(List<Complaint> visible, QueueFilter filter, Actor actor, DateOnly today)
    {
        var rows = visible.Where(c => filter.Scope is QueueScope.All || c.OfficerId == (filter.Scope is QueueScope.Mine ? actor.UserId : null))
            .Where(c => filter.Status is null || c.Status == filter.Status).Where(c => !filter.OpenOnly || c.Status.IsOpen())
            .Where(c => !filter.DelayedOnly || (c.Status.IsOpen() && c.LateAfterOn < today))
            .Where(c => (filter.DepartmentId ?? c.DepartmentId) == c.DepartmentId && (filter.ServiceId is null || c.ServiceId == filter.ServiceId))
            .Where(c => (filter.WardId is null || c.WardId == filter.WardId) && (filter.Kind is null || c.Kind == filter.Kind))
            .Where(c => !(c.FiledOn < filter.FiledFrom) && !(c.FiledOn > filter.FiledUntil));
        return [.. (filter.Order switch
        {
            QueueOrder.Newest => rows.OrderByDescending(c => c.CaseNumber, StringComparer.Ordinal),
            QueueOrder.CaseNumber => rows.OrderBy(c => c.CaseNumber, StringComparer.Ordinal),
            _ => rows.OrderBy(c => c.DeadlineOn).ThenBy(c => c.CaseNumber, StringComparer.Ordinal),
        }).Select(c => c.CaseNumber!)];
    }

    private static async Task<(List<string> Shown, Page<ComplaintRow> Last)> WalkAsync(TestPortal portal, QueueFilter filter, Actor actor)
    {
        var shown = new List<string>();
        while (true)
        {
            var page = await portal.Get<ComplaintQueries>().ListAsync(filter, actor, Token);
            Assert.Equal(filter.Place is not null, page.HasEarlier);
            shown.AddRange(page.Rows.Select(r => r.CaseNumber));
            if (!page.HasMore)
            {
                return (shown, page);
            }

            // As it comes back from an address.
            var place = ListPlace.Of(page.Rows[^1], filter.Order, isBefore: false);
            filter = filter with { Place = ListPlace.Parse(place.Text, null, filter.Order) };
            Assert.Equal(place, filter.Place);
        }
    }
}

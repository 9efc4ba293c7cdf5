using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Live;

/// <summary>Two nodes on one database: what is done at one is told at the other, once.</summary>
public sealed class RecordTailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task An_act_at_one_node_is_told_once_at_each(DatabaseProvider provider)
    {
        await using var left = await new Node(provider).FoundAsync();
        await using var right = left.Beside();
        var (here, there) = (left.Portal, right.Portal);
        await left.StartAsync();
        await right.StartAsync();

        var filed = await here.Town.FileAsync();
        var other = await here.Town.FileAsync();
        await right.HeardAsync(filed.Id);
        await right.HeardAsync(other.Id);
        var officer = await here.Town.HireAsync();
        Town.Done(await there.Get<ComplaintHandling>().TakeAsync(await here.Town.SeenAsync(filed), officer.Actor, Token));
        await left.HeardAsync(filed.Id, times: 2);

        // Both have read to the end: what was to be told has been.
        await left.ReadOnAsync();
        await right.ReadOnAsync();
        Assert.Equal([2, 1], [left.Times(filed.Id), left.Times(other.Id)]);
        Assert.Equal([2, 1], [right.Times(filed.Id), right.Times(other.Id)]);
        Assert.All(right.Heard, change => Assert.Equal([here.Town.Water], change.DepartmentIds));
        Assert.Equal([0, 0], [here.Get<Ledger>().Own.Count, there.Get<Ledger>().Own.Count]);
    }

    [Fact]
    public async Task The_department_that_lost_a_complaint_hears_of_it_too()
    {
        await using var left = await new Node().FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        var filed = await here.Town.FileAsync();
        for (var contest = 0; contest <= Complaint.ContestsBeforeIntegrityCell; contest++)
        {
            var officer = await here.Town.HireAsync();
            await here.Town.TakeAsync(filed, officer);
            await here.Town.ProposeAsync(filed, officer);
            await right.ReadOnAsync();
            right.Heard.Clear();
            Town.Done(await here.Get<ComplaintTracking>().ContestAsync(filed.TrackingId, "Not so.", Token));
        }

        await right.ReadOnAsync();

        Assert.Equal([here.Town.IntegrityCell, here.Town.Water], Assert.Single(right.Heard).DepartmentIds);
    }

    [Fact]
    public async Task Nobodys_lists_stir_for_a_complaint_that_is_held_back()
    {
        await using var left = await new Node().FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        var filed = await here.Town.FileAsync();
        await using (var db = await here.Town.ContextAsync())
        {
            await db.Complaints.ExecuteUpdateAsync(s => s.SetProperty(c => c.CaseNumber, (string?)null), Token);
        }

        await right.ReadOnAsync();

        Assert.Equal([filed.Id], right.Heard.Select(h => h.ComplaintId));
        Assert.Empty(right.Heard.Single().DepartmentIds);
    }

    [Fact]
    public async Task Opening_a_case_is_no_news()
    {
        await using var left = await new Node().FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        var officer = await here.Town.HireAsync();
        var filed = await here.Town.FileAndTakeAsync(officer);
        await right.ReadOnAsync();
        right.Heard.Clear();

        Assert.NotNull(await here.Get<CaseQueries>().FindAsync(filed.CaseNumber, officer.Actor, Token));
        await right.ReadOnAsync();

        Assert.Empty(right.Heard);
    }

    [Theory, OnEveryDatabase]
    public async Task Whose_notices_came_by_an_act_at_one_node_is_told_at_the_other(DatabaseProvider provider)
    {
        await using var left = await new Node(provider).FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        var (officer, head, kept) = (await here.Town.HireAsync(), await here.Town.HireAsync(StaffRole.Supervisor), await here.Town.HireAsync());
        var filed = await here.Town.FileAsync();
        Town.Done(await here.Get<ComplaintAssigning>().AssignAsync(await here.Town.SeenAsync(filed), kept.Id, head.Actor, Token));
        Town.Done(await here.Get<ComplaintRouting>().RecuseAsync(await here.Town.SeenAsync(filed), kept.Id, "A cousin.", here.Town.Administrator, Token));
        await right.ReadOnAsync();
        right.Told.Clear();

        Town.Done(await here.Get<ComplaintAssigning>().AssignAsync(await here.Town.SeenAsync(filed), officer.Id, head.Actor, Token));
        await right.ReadOnAsync();
        Assert.Equal([officer.Id], right.Told);

        right.Told.Clear();
        await left.ReadOnAsync();
        Assert.Empty(left.Told);
        Town.Done(await here.Get<NoticeChoosing>().SaveAsync(NoticeWishes.Usual with { BellOn = false }, head.Actor, Token));
        await right.ReadOnAsync();
        Assert.Equal([head.Id], right.Told);
    }

    [Fact]
    public async Task Long_absence_is_caught_up_page_by_page()
    {
        await using var left = await new Node().FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        var filed = await here.Town.FileAsync();
        await using (var db = await here.Town.ContextAsync())
        {
            var stamp = Mibsp.Domain.Common.Stamp.System(DateOnly.MinValue);
            await here.Get<Ledger>().SaveAsync(
                db, [.. Enumerable.Range(0, RecordTailQueries.PageSize + 20).Select(_ => AuditRecord.Of(AuditAct.NoteWritten, stamp, filed.Id))], Token);
        }

        await right.ReadOnAsync();

        Assert.Equal(2, right.Times(filed.Id));
    }

    [Fact]
    public async Task After_the_line_was_cut_nothing_is_lost_and_it_is_taken_up_again()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        await using var left = await new Node(DatabaseProvider.PostgreSql).FoundAsync();
        await using var right = left.Beside();
        var here = left.Portal;
        await right.StartAsync();
        await using var db = await here.Town.ContextAsync();
        Task<int> LinesAsync() => db.Database.SqlQuery<int>(
            $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE application_name = 'mibsp bell' AND datname = current_database()").SingleAsync(Token);
        await Eventually.HoldsAsync(async () => await LinesAsync() == 1);

        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mibsp bell' AND datname = current_database()", Token);
        await Eventually.HoldsAsync(async () => await LinesAsync() == 0);
        var meanwhile = await here.Town.FileAsync();
        await right.HeardAsync(meanwhile.Id);

        await Eventually.HoldsAsync(async () => await LinesAsync() == 1);
        var later = await here.Town.FileAsync();
        await right.HeardAsync(later.Id);
        await right.ReadOnAsync();
        Assert.Equal([1, 1], [right.Times(meanwhile.Id), right.Times(later.Id)]);
    }

    /// <summary>A node of the portal and its ear: hears everything published there, by its own services and by its tail.</summary>
    private sealed class Node : IComplaintEvents, INoticeEvents, IAsyncDisposable
    {
        private readonly RecordTail _tail;

        public Node(DatabaseProvider provider = DatabaseProvider.Sqlite)
            : this(also => new TestPortal(provider, also: also))
        {
        }

        private Node(Func<Action<IServiceCollection>, TestPortal> make)
        {
            Portal = make(services => services.AddSingleton<IComplaintEvents>(this));
            _tail = new RecordTail(Portal.Get<RecordTailQueries>(), Portal.Get<IRecordBell>(), this, this, TimeProvider.System, NullLogger<RecordTail>.Instance);
        }

        public TestPortal Portal { get; }

        public ConcurrentQueue<ComplaintChanged> Heard { get; } = [];

        public Node Beside() => new(also => Portal.Beside(also));

        public async Task<Node> FoundAsync()
        {
            await Portal.Town.FoundAsync();
            return this;
        }

        public Task StartAsync() => _tail.StartAsync(Token);

        /// <summary>Whose notices are said to be others than they were.</summary>
        public ConcurrentQueue<Guid> Told { get; } = [];

        public void Publish(ComplaintChanged change) => Heard.Enqueue(change);

        public void Tell(IReadOnlyCollection<Guid> userIds)
        {
            foreach (var userId in userIds)
            {
                Told.Enqueue(userId);
            }
        }

        public int Times(Guid id) => Heard.Count(change => change.ComplaintId == id);

        public Task ReadOnAsync() => _tail.ReadOnAsync(Token);

        public Task HeardAsync(Guid id, int times = 1) => Eventually.HoldsAsync(() => Times(id) >= times);

        public async ValueTask DisposeAsync()
        {
            await _tail.StopAsync(CancellationToken.None);
            _tail.Dispose();
            Portal.Dispose();
        }
    }
}

using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Web.Live;

/// <summary>What is answered about somebody's own work stands while only other people's complaints come in, and not a moment longer.</summary>
public sealed class SharedReadsTests : IDisposable
{
    private readonly TestPortal _portal = new();
    private readonly SharedReads _shared;
    private int _reads;

    public SharedReadsTests() => _shared = new SharedReads(_portal.Get<RecordTailQueries>(), _portal.Get<MunicipalTime>(), _portal.Clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _shared.Dispose();
        _portal.Dispose();
    }

    [Fact]
    public async Task Own_work_is_not_read_anew_for_other_peoples_complaints()
    {
        var officer = await (await _portal.Town.FoundAsync()).HireAsync();
        Assert.Equal(1, await AskAsync(officer));

        await _portal.Town.FileAsync();
        Assert.Equal(1, await AskAsync(officer));
        await _portal.Town.FileAsync();
        Assert.Equal(1, await AskAsync(officer));
    }

    [Fact]
    public async Task Own_work_is_read_anew_once_anything_else_was_done()
    {
        var town = await _portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var filed = await town.FileAsync();
        await AskAsync(officer);

        await town.FileAsync();
        await town.TakeAsync(filed, colleague);

        Assert.Equal(2, await AskAsync(officer));
    }

    [Fact]
    public async Task Own_work_is_read_anew_when_a_new_complaint_goes_to_its_owner()
    {
        var town = await _portal.Town.FoundAsync();
        var head = await town.HireAsync(StaffRole.Supervisor);
        var officer = await town.HireAsync();
        await AskAsync(head);
        await AskAsync(officer);

        // Nobody has it yet, and the head of the department answers for it.
        await town.FileAsync();

        await AskAsync(head);
        await AskAsync(officer);
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task A_question_that_nobody_asks_any_more_is_not_kept()
    {
        var town = await _portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        await AskAsync(officer);

        await town.FileAsync();
        await _shared.NowAsync(Token);
        await town.FileAsync();

        Assert.Equal(2, await AskAsync(officer));
    }

    [Fact]
    public async Task A_queue_shows_what_was_taken_and_what_came_since()
    {
        var town = await _portal.Town.FoundAsync();
        var (officer, colleague) = (await town.HireAsync(), await town.HireAsync());
        var reads = new QueueReads(_shared, _portal.Get<ComplaintQueries>(), _portal.Get<FigureQueries>(), _portal.Get<LastActQueries>());
        var mine = await town.FileAndTakeAsync(officer);
        Assert.Equal([mine.CaseNumber], await QueueAsync(reads, officer));

        var next = await town.FileAsync();
        Assert.Equal([next.CaseNumber, mine.CaseNumber], await QueueAsync(reads, officer));
        await town.TakeAsync(next, colleague);
        Assert.Equal([mine.CaseNumber], await QueueAsync(reads, officer));
        Assert.Equal([next.CaseNumber], await QueueAsync(reads, colleague));
    }

    private static async Task<string[]> QueueAsync(QueueReads reads, Member member)
        => [.. (await (await reads.NowAsync(member.Actor, Token)).ListAsync(new QueueFilter(OpenOnly: true, Order: QueueOrder.Newest))).Rows.Select(row => row.CaseNumber)];

    private async Task<int> AskAsync(Member member)
    {
        await (await _shared.NowAsync(Token)).AskOwnAsync(member.Id, ("own", member.Id), _ => Task.FromResult(Interlocked.Increment(ref _reads)), Token);
        return _reads;
    }
}

using Mibsp.Domain.Officers;
using Mibsp.Domain.Casework;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>Who meets a filed complaint, and who does not.</summary>
public sealed class QueueAccessTests : IDisposable
{
    private readonly TestPortal _portal = new();

    [Fact]
    public async Task A_complaint_is_seen_by_its_department_and_by_no_other()
    {
        var town = await _portal.Town.FoundAsync();
        var (theirs, other) = (await town.HireAsync(), await town.HireAsync(StaffRole.Officer, town.Roads));
        var filed = await town.FileAsync();

        Assert.Equal([filed.CaseNumber], await CasesAsync(theirs));
        Assert.Empty(await CasesAsync(other));
    }

    [Fact]
    public async Task Who_proposed_a_closing_that_was_contested_does_not_meet_the_complaint_again()
    {
        var town = await _portal.Town.FoundAsync();
        var (first, second) = (await town.HireAsync(), await town.HireAsync());
        var filed = await town.FileAndTakeAsync(first);
        await town.ProposeAsync(filed, first);
        Town.Done(await _portal.Get<Mibsp.Domain.Tracking.ComplaintTracking>()
            .ContestAsync(filed.TrackingId, "It still leaks.", TestContext.Current.CancellationToken));

        Assert.Empty(await CasesAsync(first));
        Assert.Equal([filed.CaseNumber], await CasesAsync(second));
    }

    public void Dispose() => _portal.Dispose();

    private async Task<IEnumerable<string>> CasesAsync(Member member)
        => (await _portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), member.Actor, TestContext.Current.CancellationToken)).Rows.Select(r => r.CaseNumber);
}

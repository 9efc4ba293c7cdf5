using Mibsp.Domain.Casework;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Tracking;

/// <summary>What the citizen is told of who answers: the role and the day, on every rung.</summary>
public sealed class AnsweringTests : IDisposable
{
    private readonly TestPortal _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Town Town => _portal.Town;

    [Fact]
    public async Task Each_rung_is_said_with_the_day_since_which_it_answers()
    {
        await Town.FoundAsync();
        var (officer, _) = (await Town.HireAsync(), await Town.HireAsync(StaffRole.Supervisor));
        await Town.HireAsync(StaffRole.IntegrityOfficer);
        await Town.HireAsync(StaffRole.Commissioner);
        var filed = await Town.FileAsync();
        Assert.Equal(new Answering(StaffRole.Supervisor, "Water Supply", new(2026, 7, 15)), await FindAsync(filed));

        _portal.Clock.Advance(TimeSpan.FromDays(1));
        await Town.TakeAsync(filed, officer);
        var taken = new Answering(StaffRole.Officer, "Water Supply", new(2026, 7, 16));
        Assert.Equal(taken, await FindAsync(filed));
        _portal.Clock.Advance(TimeSpan.FromDays(1));
        Town.Done(await _portal.Get<ComplaintHandling>().AskCitizenAsync(await Town.SeenAsync(filed), "Where?", officer.Actor, Token));
        Town.Done(await _portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "There.", Token));
        Assert.Equal(taken, await FindAsync(filed));

        foreach (var role in new[] { StaffRole.Supervisor, StaffRole.IntegrityOfficer, StaffRole.Commissioner })
        {
            var before = await FindAsync(filed);
            while (await FindAsync(filed) == before)
            {
                _portal.Clock.Advance(TimeSpan.FromDays(1));
                await _portal.Get<EscalationSweep>().RunAsync(Token);
            }

            var now = await FindAsync(filed);
            Assert.Equal((role, DateOnly.FromDateTime(_portal.Clock.GetUtcNow().Date)), (now!.Role, now.SinceOn));
        }

        Town.Done(await _portal.Get<ComplaintTracking>().WithdrawAsync(filed.TrackingId, Token));
        Assert.Null(await FindAsync(filed));
    }

    [Fact]
    public async Task That_one_head_stands_in_for_another_is_not_said()
    {
        await Town.FoundAsync();
        Member[] heads = [await Town.HireAsync(StaffRole.Supervisor), await Town.HireAsync(StaffRole.Supervisor)];
        var filed = await Town.FileAsync();
        var before = await FindAsync(filed);
        var first = await AccountableAsync(filed);
        _portal.Clock.Advance(TimeSpan.FromDays(1));

        Town.Done(await _portal.Get<StaffAccounts>().SetDisabledAsync(first, true, Town.Administrator, Token));
        await _portal.Get<EscalationSweep>().RunAsync(Token);

        Assert.Equal(heads.Single(head => head.Id != first).Id, await AccountableAsync(filed));
        Assert.Equal(before, await FindAsync(filed));
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Answering?> FindAsync(Filed filed) => (await _portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!.Answering;

    private async Task<Guid> AccountableAsync(Filed filed)
    {
        await using var db = await Town.ContextAsync();
        return db.Complaints.Single(c => c.Id == filed.Id).AccountableId!.Value;
    }
}

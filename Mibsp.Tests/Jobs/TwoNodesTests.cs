using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Jobs;

/// <summary>Two processes on one database, of which one dies in the middle of the ladder's work.</summary>
public sealed class TwoNodesTests
{
    private const int Complaints = 240;

    /// <summary>Half time, nearly due, and three rungs: all of them are months late by the clock of the processes.</summary>
    private const int Marks = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_killed_in_mid_sweep_and_every_notice_comes_exactly_once()
    {
        Assert.SkipWhen(TestDatabase.WhyNot(DatabaseProvider.PostgreSql) is not null, TestDatabase.WhyNot(DatabaseProvider.PostgreSql) ?? "");
        using var portal = new TestPortal(DatabaseProvider.PostgreSql);
        var town = await portal.Town.FoundAsync();
        var told = new[] { await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.IntegrityOfficer), await town.HireAsync(StaffRole.Commissioner) };
        for (var i = 0; i < Complaints; i++)
        {
            await town.FileAsync();
        }

        var settings = new Dictionary<string, string>
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__Mibsp"] = portal.ConnectionString,
            ["Storage__Folder"] = portal.Folder,
        };
        await using var survivor = new PortalProcess(settings);
        await using (var victim = new PortalProcess(settings))
        {
            await Task.WhenAll(victim.StartAsync(Token), survivor.StartAsync(Token));
            var before = await UntilAsync(town, steps => steps > 0);
            await victim.KillAsync(Token);
            Assert.InRange(before, 1, (Complaints * Marks) - 1);
        }

        await UntilAsync(town, steps => steps == Complaints * Marks);

        await using var db = await town.ContextAsync();
        var notices = await db.Notices.AsNoTracking().Where(n => n.Number == 0).ToListAsync(Token);
        Assert.Equal(Complaints * Marks, notices.Count);
        Assert.All(notices.CountBy(n => (n.ComplaintId, n.UserId, n.Kind, n.Round)), n => Assert.Equal(1, n.Value));
        Assert.Equal(told.ToDictionary(m => m.Id, _ => Complaints), notices.Where(n => n.Kind is NoticeKind.Escalated).CountBy(n => n.UserId).ToDictionary());
        Assert.Equal(Complaints * Marks, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ReminderDue || e.Act == AuditAct.ComplaintEscalated, Token));
        await Chronicle.HoldsAsync(portal);
    }

    private static Task<int> UntilAsync(Town town, Func<int, bool> isReached) => Eventually.ReachesAsync(
        async () =>
        {
            await using var db = await town.ContextAsync();
            return await db.LadderSteps.CountAsync(Token);
        },
        isReached, TimeSpan.FromMinutes(3));
}

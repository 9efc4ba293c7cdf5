using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Persistence;

/// <summary>A line to PostgreSQL that is lost just as it is taken up is told in strange words, and is a lost line all the same.</summary>
public sealed class LostLineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"Locks\"")]
    [InlineData("\"ComplaintTallies\"")]
    public async Task What_a_line_lost_as_it_was_taken_up_broke_off_is_tried_again_from_the_beginning(string at)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MIBSP_TEST_POSTGRES") is null, "MIBSP_TEST_POSTGRES is not set.");
        var losing = new Losing(at);
        using var portal = new TestPortal(DatabaseProvider.PostgreSql, also: services => services.ConfigureDbContext<PostgreSqlMibspDbContext>(o => o.AddInterceptors(losing)));
        var town = await portal.Town.FoundAsync();
        var officer = await town.HireAsync();
        Town.Done(await portal.Get<AssignmentRuleEditing>().SetAsync(town.Water, AssignmentWay.InTurn, town.Administrator, Token));
        var staged = await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, [1, 2, 3], []), Token);
        losing.Left = 2;

        var filed = await town.FileAsync(A.NewComplaint(town.Water) with { Evidence = [staged] });

        Assert.Equal(0, losing.Left);
        await using var db = await town.ContextAsync();
        Assert.Equal([filed.Id], await db.Complaints.Where(c => c.OfficerId == officer.Id).Select(c => c.Id).ToListAsync(Token));
        Assert.Equal([filed.Id], await db.Notices.Select(n => n.ComplaintId).ToListAsync(Token));
        Assert.Equal([1, 2, 3], await portal.BytesAsync(await db.EvidenceFiles.AsNoTracking().SingleAsync(Token)));
        await Chronicle.HoldsAsync(portal);
    }

    private sealed class Losing(string at) : DbCommandInterceptor
    {
        public int Left { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
            => command.CommandText.Contains(at, StringComparison.Ordinal) && Left > 0 && Left-- > 0
                ? throw new ObjectDisposedException("System.Threading.ManualResetEventSlim") : ValueTask.FromResult(result);
    }
}

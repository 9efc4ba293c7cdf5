using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.PostgreSql;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>A line to PostgreSQL that is lost just as it is taken up is told in strange words, and is a lost line all the same.</summary>
public sealed class LostLineTests
{
    [Fact]
    public async Task What_a_line_lost_as_it_was_taken_up_broke_off_is_tried_again()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MIBSP_TEST_POSTGRES") is null, "MIBSP_TEST_POSTGRES is not set.");
        var losing = new Losing();
        using var portal = new TestPortal(DatabaseProvider.PostgreSql, also: services => services.ConfigureDbContext<PostgreSqlMibspDbContext>(o => o.AddInterceptors(losing)));
        var town = await portal.Town.FoundAsync();
        losing.Left = 2;

        var filed = await town.FileAsync();

        Assert.Equal(0, losing.Left);
        Assert.EndsWith("-000001", filed.CaseNumber, StringComparison.Ordinal);
        await Chronicle.HoldsAsync(portal);
    }

    private sealed class Losing : DbCommandInterceptor
    {
        public int Left { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
            => Left > 0 && Left-- > 0 ? throw new ObjectDisposedException("System.Threading.ManualResetEventSlim") : ValueTask.FromResult(result);
    }
}

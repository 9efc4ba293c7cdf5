using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>
/// Tries again what a lost line broke off. Of a line that is lost at the very moment at which it is taken up Npgsql says that an event of its own was disposed of,
/// and nothing about the line (seen in one of some thousand cuts); no statement has left then.
/// </summary>
internal sealed class PostgreSqlRetrying(ExecutionStrategyDependencies dependencies) : NpgsqlRetryingExecutionStrategy(dependencies)
{
    private static readonly string _event = typeof(ManualResetEventSlim).FullName!;

    protected override bool ShouldRetryOn(Exception? exception) => base.ShouldRetryOn(exception) || (exception is ObjectDisposedException given && given.ObjectName == _event);
}

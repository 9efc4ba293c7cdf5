using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mibsp.Tests.Support.Databases;

/// <summary>
/// Lets SQLite answer as a database on another machine does: later. By itself it has answered when it is asked, so that a page that draws before it has read
/// anything, and falls over that, would be seen in production only.
/// </summary>
internal sealed class AnswersLater : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return result;
    }
}

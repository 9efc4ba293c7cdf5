using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Mibsp.Domain.Persistence.Sqlite;

/// <summary>What SQLite's errors are about, which it says by a number only (sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Constraint = 19;

    /// <summary>Whether it is the database as a whole that does not do its work (locked, disk full, not readable), and not a row that it refuses.</summary>
    public static bool IsOfDatabase(DbException fault) => fault is SqliteException { SqliteErrorCode: not Constraint };
}

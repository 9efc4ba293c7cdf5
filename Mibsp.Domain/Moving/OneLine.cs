using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Moving;

/// <summary>One connection with one transaction, which all contexts share: what is read or verified is what is about to be committed.</summary>
internal sealed class OneLine(DbConnection connection, DbTransaction transaction, Func<DbConnection, MibspDbContext> open) : IDbContextFactory<MibspDbContext>
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public MibspDbContext CreateDbContext()
    {
        var db = open(connection);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public async Task<long> CountAsync(string table, CancellationToken ct)
    {
        await using var command = Command($"SELECT COUNT(*) FROM \"{table}\"");
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task TellAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    public DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 0);
        return command;
    }

    /// <summary>The last entry's hash, after the whole record was walked.</summary>
    public async Task<(AuditVerdict Verdict, string LastHash)> VerifyAsync(CancellationToken ct)
    {
        var verdict = await new AuditVerification(this).VerifyAsync(ct);
        await using var db = CreateDbContext();
        var head = await db.AuditHeads.AsNoTracking().Select(h => h.ChainHash).SingleOrDefaultAsync(ct);
        return (verdict, Convert.ToHexStringLower(head ?? []));
    }
}

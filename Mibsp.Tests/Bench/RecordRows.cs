using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Seeding;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Bench;

/// <summary>Checking the whole record, beside reading every row of it and hashing it once, by the database's own driver and on the same cores.</summary>
public sealed class RecordRows
{
    private const string EveryRow = """
        SELECT e."Sequence", e."Act", e."By", e."On", e."Commitment", e."ChainHash", d."Salt", d."UserId", d."ComplaintId", d."Json"
        FROM "AuditEntries" e LEFT JOIN "AuditDetails" d ON d."Sequence" = e."Sequence" ORDER BY e."Sequence"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "record")]
    public async Task Checking_the_record()
    {
        using var portal = new TestPortal();
        await portal.Get<Mibsp.Domain.Demo.DemoPlanting>().PlantAsync(Token);
        await portal.Get<ComplaintSeeding>().PlantAsync(new SeedPlan(Table.Setting("RECORD", 10_000)), isTrial: true, null, Token);
        var verification = portal.Get<AuditVerification>();
        var (own, once, ratios, entries) = (new List<double>(), new List<double>(), new List<double>(), 0L);
        for (var round = -1; round < Table.Setting("ROUNDS", 5); round++)
        {
            var began = Stopwatch.GetTimestamp();
            var verdict = await verification.VerifyAsync(Token);
            var checkedIn = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Assert.True(verdict.Holds);
            began = Stopwatch.GetTimestamp();
            entries = await Task.Run(() => HashOnce(portal.ConnectionString), Token);
            var readIn = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Assert.Equal(verdict.Entries, entries);
            if (round >= 0)
            {
                own.Add(entries / checkedIn);
                once.Add(entries / readIn);
                ratios.Add(readIn / checkedIn);
            }
        }

        Table.AtLeast($"checking the record, {entries:N0} entries", $"{Table.Median(own):N0} entries/s", $"reading every row and hashing it once: {Table.Median(once):N0}/s", Table.Median(ratios), 0.6);
    }

    // One thread, as a loop over a reader is; each row as the bytes that it is made of.
    private static long HashOnce(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = EveryRow;
        using var reader = command.ExecuteReader();
        var (rows, hash, row) = (0L, new byte[SHA256.HashSizeInBytes], new MemoryStream());
        while (reader.Read())
        {
            row.SetLength(0);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row.Write(reader.GetValue(i) switch
                {
                    byte[] bytes => bytes,
                    long number => BitConverter.GetBytes(number),
                    string text => Encoding.UTF8.GetBytes(text),
                    _ => [],
                });
            }

            SHA256.HashData(row.GetBuffer().AsSpan(0, (int)row.Length), hash);
            rows++;
        }

        return rows;
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Sqlite;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Persistence;

/// <summary>Many new rows at once are saved in a way of their own, which nobody sees by what is saved.</summary>
public sealed class SqliteSavingTests : IDisposable
{
    private static readonly string[] _tables = ["Complaints", "ComplaintKeys", "ComplaintContents", "StatusChanges", "CaseSpans", "Recusals", "Notices", "AuditEntries", "AuditDetails"];

    private readonly CountingInserts _inserts = new();
    private readonly TestPortal _portal;

    public SqliteSavingTests()
        => _portal = new TestPortal(also: services => services.ConfigureDbContext<SqliteMibspDbContext>(o => o.AddInterceptors(_inserts)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Together_they_are_what_each_would_be_by_itself()
    {
        using var other = new TestPortal();
        await _portal.Town.FoundAsync();
        await other.Town.FoundAsync();
        var officer = new StaffUser { Id = Identifiers.Random(), UserName = "o.rivera", DisplayName = "O. Rivera", Role = StaffRole.Officer, DepartmentId = _portal.Town.Water };
        await SaveAsync(_portal, [officer]);
        await SaveAsync(other, [officer]);

        var complaints = Enumerable.Range(1, 6).Select(i => Rows(i, officer.Id)).ToList();
        _inserts.Into.Clear();
        await SaveAsync(_portal, complaints.SelectMany(rows => rows));
        Assert.Empty(_inserts.Into.Intersect(_tables));
        foreach (var rows in complaints)
        {
            await SaveAsync(other, rows);
        }

        foreach (var table in _tables)
        {
            var saved = await TellAsync(_portal, table);
            Assert.Equal(await TellAsync(other, table), saved);
            Assert.NotEmpty(saved);
        }
    }

    [Fact]
    public async Task A_row_that_is_refused_is_told_of_as_ever()
    {
        var town = await _portal.Town.FoundAsync();
        await using var db = await town.ContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        var rows = Complaints([.. Enumerable.Range(1, 11), 1]).ToList();
        db.AddRange(rows);

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Token));

        var fault = Assert.IsType<SqliteException>(refused.InnerException);
        Assert.Equal((19, 2067), (fault.SqliteErrorCode, fault.SqliteExtendedErrorCode)); // A constraint; one of uniqueness (sqlite.org/rescode.html).
        Assert.Contains("Complaints.TrackingHash", fault.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Entries, e => e.Entity == rows[0]);
    }

    [Fact]
    public async Task What_the_database_numbers_and_what_hangs_on_it_is_left_to_EF_Core()
    {
        await using var db = await _portal.Town.ContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        var wards = Enumerable.Range(1, 30).Select(i => new Ward(i, $"Ward {i}")).ToList();
        var departments = Enumerable.Range(1, 30).Select(i => new Department($"Department {i}")).ToList();
        db.AddRange(wards);
        db.AddRange(departments);

        Assert.Equal(60, await db.SaveChangesAsync(Token));

        Assert.Equal(["Departments"], _inserts.Into);
        Assert.Equal(30, departments.Select(d => d.Id).Distinct().Count());
        Assert.All(departments, d => Assert.True(d.Id > 0));
        Assert.Equal(30, await db.Wards.CountAsync(Token));
    }

    [Fact]
    public async Task A_row_that_takes_the_place_of_one_that_goes_comes_after_it()
    {
        await _portal.Town.FoundAsync();
        await using var db = await _portal.Town.ContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        db.AddRange(Complaints([.. Enumerable.Range(1, 12)]));
        await db.SaveChangesAsync(Token);

        db.RemoveRange(await db.Complaints.ToListAsync(Token));
        var same = Complaints([.. Enumerable.Range(1, 12)]).ToList();
        db.AddRange(same);
        await db.SaveChangesAsync(Token);

        Assert.Equal(same.Select(c => c.Id).Order(), await db.Complaints.Select(c => c.Id).OrderBy(id => id).ToListAsync(Token));
    }

    private DateOnly Today => DateOnly.FromDateTime(_portal.Clock.GetUtcNow().Date);

    private static byte[] Hash(int number) => [.. Enumerable.Repeat((byte)number, 32)];

    private ComplaintFacts Facts(int number) => new(
        ComplaintKind.BribeDemanded, KeepFrom.Nobody, _portal.Town.Water, _portal.Town.Water, number % 2 == 0 ? _portal.Town.Leakage : null, number % 3 == 0 ? null : 2, 5, Today.AddDays(7));

    private IEnumerable<Complaint> Complaints(params int[] numbers) => numbers.Select(number => Complaint.File(Facts(number), Hash(number), Stamp.Citizen(Today)));

    // Their children first: in what order they are saved is not the order in which they were added.
    private List<object> Rows(int number, Guid officerId)
    {
        var complaint = Complaint.File(Facts(number) with { KeptFrom = [officerId] }, Hash(number), Stamp.Citizen(Today));
        complaint.Number($"2026-{number:000000}");
        var cipher = ComplaintCipher.New(complaint.Id);
        var key = new ComplaintKey(complaint.Id);
        _portal.Get<ComplaintKeeping>().Wrap(key, cipher);
        var record = AuditRecord.Of(AuditAct.ComplaintFiled, Stamp.Citizen(Today), complaint.Id, new Dictionary<string, string> { ["word"] = "é\0\U0001F6B0'\"" });
        return
        [
            new AuditDetail(1000 + number, Hash(number), record), new AuditEntry(1000 + number, record, Hash(number)) { ChainHash = Hash(number) },
            new Notice(officerId, complaint.Id, NoticeKind.GivenToYou, 0, Today, complaint.Version),
            key, new ComplaintContent(A.Story(), cipher), complaint,
        ];
    }

    private static async Task SaveAsync(TestPortal portal, IEnumerable<object> rows)
    {
        await using var db = await portal.Town.ContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Token);
        db.AddRange(rows);
        await db.SaveChangesAsync(Token);
        await transaction.CommitAsync(Token);
    }

    /// <summary>Each value as a literal: texts, blobs and numbers are told apart.</summary>
    private static async Task<List<string>> TellAsync(TestPortal portal, string table)
    {
        await using var db = await portal.Town.ContextAsync();
        var columns = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({table})").ToListAsync(Token);
        var told = string.Join(" || ', ' || ", columns.Select(c => $"'{c}: ' || quote(\"{c}\")"));
        var question = $"SELECT {told} AS Value FROM \"{table}\" ORDER BY 1";
        return await db.Database.SqlQueryRaw<string>(question).ToListAsync(Token);
    }

    private sealed class CountingInserts : DbCommandInterceptor
    {
        public HashSet<string> Into { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Into.UnionWith(command.CommandText.Split("INSERT INTO \"").Skip(1).Select(insert => insert[..insert.IndexOf('"')]));
            return new(result);
        }
    }
}

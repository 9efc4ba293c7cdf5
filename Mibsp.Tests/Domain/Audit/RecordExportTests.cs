using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.Export;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Audit;

/// <summary>The exported record proves itself to somebody who has nothing but SHA-256 and the description of the format.</summary>
public sealed class RecordExportTests
{
    private static readonly string _script = Path.Combine(Repository.Root, "infra", "scripts", "verify-record.py");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task All_of_it_proves_itself_and_a_changed_byte_is_found(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var auditor = (await LiveAsync(portal)).Auditor;
        await using var db = await portal.Town.ContextAsync();
        await TamperingTests.DropGuardAsync(db, provider);
        await db.Database.ExecuteSqlRawAsync("""DELETE FROM "AuditDetails" WHERE "Sequence" = 2""", Token);
        var lines = await ExportAsync(portal, new AuditFilter(), null, auditor);

        Assert.Null(FirstBad(lines));
        Assert.Equal(await db.AuditEntries.CountAsync(Token) - 1, lines.Count - 2);
        Assert.False(lines[2].ContainsKey("salt"));
        Assert.All(lines[3..^1], line => Assert.True(line.ContainsKey("salt")));

        // Any value of any entry, but for the number, which the next one is told by.
        foreach (var (n, key) in lines[1..^1].SelectMany((line, n) => line.Select(pair => (n + 1, pair.Key)).Where(pair => pair.Key is not "number")))
        {
            var forged = Clone(lines);
            var value = forged[n][key]!.GetValue<string>();
            forged[n][key] = value[..^1] + (value[^1] == '0' ? '1' : '0');
            Assert.Equal(forged[n]["number"]!.GetValue<long>(), FirstBad(forged));
        }

        var missing = Clone(lines);
        missing.RemoveAt(4);
        Assert.Equal(4, FirstBad(missing));
        Assert.NotNull(FirstBad([.. lines[..^2], lines[^1]]));
    }

    [Fact]
    public async Task The_script_for_outsiders_says_the_same()
    {
        Assert.SkipUnless(HasPython(), "There is no python3.");
        using var portal = new TestPortal();
        var (auditor, filed, _) = await LiveAsync(portal);
        var all = await ExportAsync(portal, new AuditFilter(), null, auditor);
        var part = await ExportAsync(portal, new AuditFilter { CaseNumber = filed.CaseNumber }, null, auditor);
        Assert.Contains($"Entries 1 to {all[0]["last"]} are unbroken.", await RunAsync(portal, all), StringComparison.Ordinal);
        Assert.Contains($"Entries {part[0]["first"]} to {part[0]["last"]} are unbroken.", await RunAsync(portal, part), StringComparison.Ordinal);

        foreach (var (key, value) in new[] { ("act", "NoteWritten"), ("by", "System"), ("on", "2026-07-14"), ("details", "{}x"), ("user", new string('0', 32)), ("salt", new string('0', 64)), ("chain", new string('0', 64)) })
        {
            var forged = Clone(all);
            forged[3][key] = value;
            Assert.Contains("BROKEN at entry 3:", await RunAsync(portal, forged), StringComparison.Ordinal);
        }

        Assert.Contains("BROKEN", await RunAsync(portal, all[..^1]), StringComparison.Ordinal);
        Assert.Contains("BROKEN", await RunAsync(portal, [.. all[..^2], all[^1]]), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_the_filter_leaves_out_is_there_by_its_hashes_only(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (auditor, _, officer) = await LiveAsync(portal);

        var lines = await ExportAsync(portal, new AuditFilter(AuditAct.ComplaintTaken) { UserName = officer.UserName }, null, auditor);

        Assert.Null(FirstBad(lines));
        Assert.All(lines[1..^1].Where(line => line.ContainsKey("act")), line => Assert.Equal(("ComplaintTaken", officer.Id.ToString("N")), (line["act"]!.GetValue<string>(), line["user"]!.GetValue<string>())));
        var others = lines[1..^1].Where(line => !line.ContainsKey("act")).ToList();
        Assert.NotEmpty(others);
        Assert.All(others, line => Assert.Equal(["number", "leaf", "chain"], line.Select(pair => pair.Key)));

        // No longer than from the first to the last of them.
        Assert.All([lines[1], lines[^2]], line => Assert.True(line.ContainsKey("act")));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_a_case_that_is_kept_from_the_reader_there_are_only_hashes(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (auditor, filed, _) = await LiveAsync(portal);
        var told = await ExportAsync(portal, new AuditFilter(), null, auditor);
        await using var db = await portal.Town.ContextAsync();
        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await portal.Town.SeenAsync(filed), auditor.UserId, "A cousin.", portal.Town.Administrator, Token));
        var ids = await db.AuditDetails.Where(d => d.ComplaintId == filed.Id).Select(d => d.Sequence).ToListAsync(Token);

        var lines = await ExportAsync(portal, new AuditFilter(), null, auditor);

        Assert.Null(FirstBad(lines));
        Assert.All(lines[1..^1].Where(line => ids.Contains(line["number"]!.GetValue<long>())), line => Assert.Equal(["number", "leaf", "chain"], line.Select(pair => pair.Key)));
        Assert.DoesNotContain(filed.Id.ToString("N"), string.Concat(lines.Select(line => line.ToJsonString())), StringComparison.Ordinal);
        Assert.Contains(filed.Id.ToString("N"), string.Concat(told.Select(line => line.ToJsonString())), StringComparison.Ordinal);

        // The rest is told as before, and to ask for the case is to ask for one that is not there.
        Assert.Equal(
            told[1..^1].Where(line => !ids.Contains(line["number"]!.GetValue<long>())).Select(line => line.ToJsonString()),
            lines[1..told.Count].Where(line => line.ContainsKey("act")).Select(line => line.ToJsonString()).Take(told.Count - 2 - told[1..^1].Count(line => ids.Contains(line["number"]!.GetValue<long>()))));
        var (kept, none) = (await ExportAsync(portal, new AuditFilter { CaseNumber = filed.CaseNumber }, null, auditor), await ExportAsync(portal, new AuditFilter { CaseNumber = "2026-009999" }, null, auditor));
        Assert.Equal((2, none[0]["last"]!.GetValue<long>()), (kept.Count, kept[0]["last"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_file_ends_at_its_bound_and_the_next_one_joins_it()
    {
        using var portal = new TestPortal();
        var auditor = (await LiveAsync(portal)).Auditor;
        var export = portal.Get<RecordExport>();

        var first = await ParseAsync(export.ReadAsync(new AuditFilter(), null, 4, auditor, Token));
        var second = await ParseAsync(export.ReadAsync(new AuditFilter(), new AuditRange(5, long.MaxValue), 100, auditor, Token));

        Assert.Equal((6, 5L), (first.Count, first[^1]["next"]!.GetValue<long>()));
        Assert.Null(second[^1]["next"]);
        Assert.Equal(first[^2]["chain"]!.GetValue<string>(), second[0]["before"]!.GetValue<string>());
        Assert.All([first, second], file => Assert.Null(FirstBad(file)));
        Assert.Equal(100_000, RecordExport.Most);
    }

    [Fact]
    public async Task Who_had_it_stands_in_the_record_and_nobody_else_has_it()
    {
        using var portal = new TestPortal();
        var (auditor, filed, officer) = await LiveAsync(portal);
        Assert.Empty(await ParseAsync(portal.Get<RecordExport>().ReadAsync(new AuditFilter(), null, officer.Actor, Token)));

        await ExportAsync(portal, new AuditFilter(AuditAct.ComplaintTaken) { UserName = officer.UserName, From = new DateOnly(2026, 1, 1) }, null, auditor);
        await ExportAsync(portal, new AuditFilter { CaseNumber = filed.CaseNumber }, null, auditor);
        await ExportAsync(portal, new AuditFilter(), new AuditRange(3, long.MaxValue), auditor);

        // What was asked for, and not what was found: that would tell of what kind those entries are that are kept from whoever reads this one.
        var entered = (await portal.Get<AuditQueries>().ListAsync(new AuditFilter(AuditAct.RecordExported), null, auditor, Token)).Rows;
        Assert.Equal([new AuditFact("first", "3")], entered[0].Facts!);
        Assert.Equal((filed.CaseNumber, 0), (entered[1].CaseNumber, entered[1].Facts!.Count));
        Assert.Equal(["act", "person", "since"], entered[2].Facts!.Select(fact => fact.Key));
        Assert.Contains(new AuditFact("person", officer.Name), entered[2].Facts!);
    }

    private static async Task<(Actor Auditor, Filed Filed, Member Officer)> LiveAsync(TestPortal portal)
    {
        var town = await portal.Town.FoundAsync();
        var (officer, auditor) = (await town.HireAsync(), await town.HireAsync(StaffRole.Auditor));
        await town.FileAndTakeAsync(officer);
        var filed = await town.FileAndTakeAsync(officer);
        await town.FileAndTakeAsync(officer);
        return (auditor.Actor, filed, officer);
    }

    private static Task<List<JsonObject>> ExportAsync(TestPortal portal, AuditFilter filter, AuditRange? range, Actor actor)
        => ParseAsync(portal.Get<RecordExport>().ReadAsync(filter, range, actor, Token));

    private static async Task<List<JsonObject>> ParseAsync(IAsyncEnumerable<string> lines)
        => await lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToListAsync(Token);

    private static List<JsonObject> Clone(List<JsonObject> lines) => [.. lines.Select(line => line.DeepClone().AsObject())];

    // By the description of the format, and none of the portal's own classes.
    private static long? FirstBad(List<JsonObject> lines)
    {
        var (number, chain) = (lines[0]["first"]!.GetValue<long>(), Convert.FromHexString(Text(lines[0], "before")));
        foreach (var line in lines[1..^1])
        {
            byte[] leaf;
            if (!line.ContainsKey("act"))
            {
                leaf = Convert.FromHexString(Text(line, "leaf"));
            }
            else
            {
                var told = Encoding.UTF8.GetBytes($"mibsp/audit/detail/v1\n{line["user"]}\n{line["complaint"]}\n{line["details"]}");
                if (line.ContainsKey("salt") && Hex(HMACSHA256.HashData(Convert.FromHexString(Text(line, "salt")), told)) != Text(line, "commitment"))
                {
                    return number;
                }

                leaf = SHA256.HashData(Encoding.UTF8.GetBytes($"\0mibsp/audit/entry/v1\n{line["number"]}\n{line["act"]}\n{line["by"]}\n{line["on"]}\n{line["commitment"]}\n"));
            }

            chain = SHA256.HashData([.. chain, .. leaf]);
            if (line["number"]!.GetValue<long>() != number || Hex(chain) != Text(line, "chain"))
            {
                return number;
            }

            number++;
        }

        return number == lines[0]["last"]!.GetValue<long>() + 1 && lines[^1]["entries"]!.GetValue<long>() == lines.Count - 2 ? null : number;

        static string Text(JsonObject line, string key) => line[key]!.GetValue<string>();
        static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
    }

    private static async Task<string> RunAsync(TestPortal portal, List<JsonObject> lines)
    {
        var file = Path.Combine(portal.Folder, "export.jsonl");
        await File.WriteAllLinesAsync(file, lines.Select(line => line.ToJsonString(JsonSerializerOptions.Default)), Token);
        using var python = Process.Start(new ProcessStartInfo("python3", [_script, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await python.StandardOutput.ReadToEndAsync(Token) + await python.StandardError.ReadToEndAsync(Token);
        await python.WaitForExitAsync(Token);
        Assert.Equal(said.Contains("BROKEN", StringComparison.Ordinal), python.ExitCode != 0);
        return said;
    }

    private static bool HasPython() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "python3")));
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Endpoints;
using Mibsp.Web.Observing.Parts;

namespace Mibsp.Tests.Web.Observing;

/// <summary>What each look finds, and which of it makes the portal not ready.</summary>
public sealed class PartsTests
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5 * Gigabyte, "Fine", "Fine", "5.0")]
    [InlineData(Gigabyte - 1, "Attention", "Low", "0.9")]
    [InlineData(Gigabyte / 8, "Broken", "Full", "0.1")]
    public async Task The_disk_is_told_in_tenths(long free, string state, string word, string told)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        var found = await new DiskCheck(() => free, TimeProvider.System).LookAsync(Token);

        Assert.Equal((state, word, told), ($"{found.State}", found.Word, found.Values[0]));
    }

    [Fact]
    public async Task The_room_of_the_folders_is_what_the_machine_says()
    {
        var here = new StoragePlaces(Path.GetTempPath(), Path.Combine(Path.GetTempPath(), "not-made-yet"));

        var found = await new DiskCheck(here, TimeProvider.System).LookAsync(Token);

        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace / (double)Gigabyte;
        Assert.InRange(double.Parse((string)found.Values[0], CultureInfo.CurrentCulture), free - 1, free + 1);
    }

    [Fact]
    public async Task A_database_that_answers_late_is_slow_and_the_portal_stays_ready()
    {
        using var portal = new TestPortal();

        var found = await new DatabaseCheck(new DatabaseProbe(portal.Get<FigureQueries>(), TimeProvider.System), new LeapingClock()).LookAsync(Token);

        Assert.Equal((PartState.Attention, "Slow"), (found.State, found.Word));
        Assert.Equal(PartState.Fine, (await new DatabaseCheck(new DatabaseProbe(portal.Get<FigureQueries>(), TimeProvider.System), TimeProvider.System).LookAsync(Token)).State);
    }

    [Fact]
    public async Task Without_its_keys_the_portal_is_not_ready_and_says_no_more_than_that()
    {
        await using var host = new WebHost();
        await using var portal = host.WithWebHostBuilder(web => web.ConfigureTestServices(services => services
            .AddSingleton(provider => new KeysCheck(provider.GetRequiredService<KeyRing>(), new LeapingClock()))));
        Assert.Equal((HttpStatusCode.OK, "healthy", "connected"), await ReadyAsync(portal));
        var ring = portal.Services.GetRequiredService<KeyRing>();

        // One file is damaged: work goes on, from memory.
        var file = Directory.EnumerateFiles(ring.Folder, "*.key").Single();
        var key = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, "no key", Token);
        Assert.Equal("Unreadable", (await portal.Services.GetRequiredService<KeysCheck>().LookAsync(Token)).Word);
        Assert.Equal((HttpStatusCode.OK, "healthy", "connected"), await ReadyAsync(portal));

        Directory.Move(ring.Folder, ring.Folder + "-away");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy", "connected"), await ReadyAsync(portal));

        Directory.Move(ring.Folder + "-away", ring.Folder);
        await File.WriteAllTextAsync(file, key, Token);
        Assert.Equal((HttpStatusCode.OK, "healthy", "connected"), await ReadyAsync(portal));
    }

    [Fact]
    public async Task Nothing_else_makes_it_not_ready()
    {
        await using var host = new WebHost();
        var checks = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckServiceOptions>>().Value;

        Assert.Equal(Enum.GetNames<Part>(), checks.Registrations.Select(check => check.Name).OrderBy(Enum.Parse<Part>));
        Assert.Equal(["Database", "Keys"], checks.Registrations.Where(check => check.Tags.Contains(PartsRegistration.Ready)).Select(check => check.Name));
        Assert.All(checks.Registrations, check => Assert.InRange(check.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_record_is_told_by_its_last_check_of_all_of_it()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var auditor = new Actor((await town.HireAsync(StaffRole.Auditor)).Id, StaffRole.Auditor, null);
        var look = new RecordCheck(portal.Get<RecordChecking>(), portal.Get<MunicipalTime>());
        Assert.Equal((PartState.Attention, "Never"), await WordAsync(look));

        // A part of it is not all of it.
        await portal.Get<RecordChecking>().CheckAsync(new AuditRange(1, 1), auditor, null, Token);
        Assert.Equal((PartState.Attention, "Never"), await WordAsync(look));
        Assert.True((await portal.Get<RecordChecking>().CheckAsync(null, auditor, null, Token))!.Holds);
        Assert.Equal([new DateOnly(2026, 7, 15)], (await look.LookAsync(Token)).Values);
        Assert.Equal((PartState.Fine, "Fine"), await WordAsync(look));

        portal.Clock.Advance(TimeSpan.FromDays(32));
        Assert.Equal((PartState.Attention, "Old"), await WordAsync(look));

        await using (var db = await town.ContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync(string.Join("; ", (await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(Token)).Select(name => $"DROP TRIGGER \"{name}\"")), Token);
            await db.Database.ExecuteSqlRawAsync("UPDATE AuditEntries SET Act = 'SignedIn' WHERE Sequence = 1", Token);
        }

        await portal.Get<RecordChecking>().CheckAsync(null, auditor, null, Token);
        Assert.Equal((PartState.Broken, "Broken"), await WordAsync(look));
    }

    [Theory]
    [InlineData(null, "NotUsed", "Unknown")]
    [InlineData("2026-07-15\n", "Fine", "Fine")]
    [InlineData("2026-07-13", "Fine", "Fine")]
    [InlineData("2026-07-12", "Attention", "Old")]
    [InlineData("yesterday", "NotUsed", "Unknown")]
    public async Task A_backup_is_known_by_its_note(string? note, string state, string word)
    {
        using var portal = new TestPortal();
        if (note is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(portal.Folder, BackupCheck.Note), note, Token);
        }

        var found = await new BackupCheck(new StoragePlaces(portal.Folder, portal.Folder), portal.Get<MunicipalTime>()).LookAsync(Token);

        Assert.Equal((state, word), ($"{found.State}", found.Word));
    }

    [Theory, OnEveryDatabase]
    public async Task The_size_of_the_database_is_told_in_tens(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);

        var size = await portal.Get<DatabaseSizing>().ReadAsync(Token);

        Assert.Equal(provider, size.Provider);
        Assert.InRange(size.Megabytes, 10, 200);
        Assert.Equal(0, size.Megabytes % 10);
    }

    [Fact]
    public async Task What_hangs_is_asked_once_and_given_up()
    {
        var (asked, hangs) = (0, new TaskCompletionSource<bool>());
        var look = new OneLook<bool>(() =>
        {
            Interlocked.Increment(ref asked);
            return hangs.Task;
        }, TimeProvider.System, TimeSpan.Zero, patientSeconds: 1);

        await Assert.ThrowsAsync<TimeoutException>(() => look.AskAsync(Token));
        await Assert.ThrowsAsync<TimeoutException>(() => look.AskAsync(Token));
        Assert.Equal(1, asked);

        hangs.SetResult(true);
        Assert.True(await look.AskAsync(Token));
    }

    private static async Task<(PartState, string)> WordAsync(PartCheck look) => await look.LookAsync(Token) is var found ? (found.State, found.Word) : default;

    private static async Task<(HttpStatusCode, string?, string?)> ReadyAsync(WebApplicationFactory<Program> portal)
    {
        using var browser = portal.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        using var answer = await browser.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(["status", "database", "timestamp"], json.RootElement.EnumerateObject().Select(p => p.Name));
        return (answer.StatusCode, json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("database").GetString());
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Tests.Browser.Leaks;
using Mibsp.Tests.Domain.Evidence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Browser;

/// <summary>
/// Promise 1, looked for from outside: citizens who bring as many marks as one can go through all of the portal, with and without
/// scripts and with errors on the way. Then all that the portal has left anywhere is searched for the marks and for the time.
/// </summary>
[Collection(SharedBrowser.Name)]
[Trait("Category", "Browser")]
public sealed class MarkerTests(BrowserFixture browser) : IAsyncDisposable
{
    private readonly DirectoryInfo _around = Directory.CreateTempSubdirectory("mibsp-around-");
    private PortalProcess? _portal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Trace")]
    public async Task Nothing_is_left_of_who_came_with_what_and_when(string? level)
    {
        Assert.SkipWhen(BrowserFixture.Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        PortalProcess.SkipWhenSeveral();
        var portal = _portal = new PortalProcess(Settings(level));
        await portal.StartAsync(Token);
        using var settled = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await settled.WaitForNextTickAsync(Token);

        const string files = "SELECT COUNT(*) FROM \"EvidenceFiles\"";
        var held = (long)(await RunAsync(portal, files))!;
        var (from, before) = (TimeProvider.System.GetUtcNow().UtcDateTime, portal.Log.Count);
        await WithoutScriptAsync(portal);
        await WithScriptAsync(portal);
        var (to, after) = (TimeProvider.System.GetUtcNow().UtcDateTime, portal.Log.Count);
        // The marked files were taken, or looking for their marks would show nothing: three pictures, and a PDF where it can be cleaned.
        Assert.Equal(FencedProcess.Find("mat2") is null ? 3 : 4, (long)(await RunAsync(portal, files))! - held);
        var backup = Path.Combine(portal.Folder, "backup.db");
        await RunAsync(portal, $"VACUUM INTO '{backup}'");
        var time = new Stretch(from, to);
        Assert.Empty(portal.Log.Take(after).Skip(before));
        await portal.StopAsync(Token);

        string[] folders = [portal.Folder, _around.FullName];
        var dates = LeakSearch.InDates(folders, time).ToList();
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(portal.Folder, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(_around.FullName, "*", SearchOption.AllDirectories)))
        {
            found.AddRange(LeakSearch.ForMarks(path, [.. System.Text.Encoding.UTF8.GetBytes(path), .. await File.ReadAllBytesAsync(path, Token)]));
            found.AddRange(LeakSearch.ForMoments(path, await File.ReadAllBytesAsync(path, Token), time));
        }

        found.AddRange(LeakSearch.ForMarks("log", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', portal.Log))));
        found.AddRange(await LeakSearch.InTablesAsync(backup, time));
        found.AddRange(await LeakSearch.InTablesAsync(Path.Combine(portal.Folder, "mibsp.db"), time));
        Assert.Empty(found);
        Assert.Empty(dates);
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _around.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings(string? level)
    {
        var settings = new Dictionary<string, string>
        {
            ["TMPDIR"] = _around.CreateSubdirectory("tmp").FullName,
            ["HOME"] = _around.CreateSubdirectory("home").FullName,
            ["Logging__Console__FormatterName"] = "simple",
            ["Logging__Console__FormatterOptions__TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
            ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
        };
        if (level is not null)
        {
            foreach (var category in new[] { "Default", "Microsoft.AspNetCore", "Mibsp", "Quartz", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore.Hosting.Diagnostics" })
            {
                settings[$"Logging__LogLevel__{category}"] = level;
                settings[$"Logging__Console__LogLevel__{category}"] = level;
            }
        }

        return settings;
    }

    private static async Task WithoutScriptAsync(PortalProcess portal)
    {
        using var marked = new MarkedCitizen(portal.Address);
        await marked.ProvokeAsync(new Uri(portal.Address));
        var citizen = new CitizenBrowser(marked.Http);
        await citizen.TellAsync(1);
        await citizen.SendAsync("next", [], ($"{Marks.FileName}.png", SamplePictures.PngWithText));
        await citizen.SendAsync("back", []);
        await citizen.SendAsync("next", [], ($"{Marks.FileName}.pdf", Samples.Read("rich.pdf")), ($"{Marks.FileName}.jpg", Samples.Read("rich.jpg")));
        await citizen.SendAsync("send", []);
        var id = citizen.Page.Split("data-testid=\"tracking-id\">")[1].Split('<')[0];
        await citizen.SendAsync("noted", [("LastGroup", id[^4..])]);
        foreach (var typed in new[] { Marks.WrongId, Marks.Query, "MIB-0000-0000-0000-0000-0000", id })
        {
            await citizen.OpenAsync($"/track?{Marks.Query}");
            await citizen.PostAsync("/track", ("TrackingId", typed), ("go", "find"));
        }

        await citizen.PostAsync("/track", ("Message", "It is still going on."), ("go", "message"));
        Assert.Contains("It is still going on.", citizen.Page, StringComparison.Ordinal);
        await FailAsync(portal, citizen, id);
    }

    /// <summary>A table is missing for a moment: an exception in the middle of a citizen's request, which says what was asked for.</summary>
    private static async Task FailAsync(PortalProcess portal, CitizenBrowser citizen, string id)
    {
        await citizen.OpenAsync("/track");
        await RunAsync(portal, "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Complaints\" RENAME TO \"Away\"");
        await citizen.PostAsync("/track", ("TrackingId", id), ("go", "find"));
        await RunAsync(portal, "PRAGMA legacy_alter_table=ON; ALTER TABLE \"Away\" RENAME TO \"Complaints\"");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, citizen.Status);
    }

    private async Task WithScriptAsync(PortalProcess portal)
    {
        var citizen = await browser.OpenAsync(address: portal.Address, also: options =>
        {
            options.UserAgent = Marks.Agent;
            options.ExtraHTTPHeaders = MarkedCitizen.Headers.Append(("Accept-Language", Marks.Language)).Where(h => h.Item1 is not "Referer").ToDictionary(h => h.Item1, h => h.Item2);
        });
        var officer = await browser.OpenAsync(address: portal.Address);
        var picture = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"mibsp-marked-{Environment.ProcessId}")).FullName, $"{Marks.FileName}.png");
        await File.WriteAllBytesAsync(picture, SamplePictures.PngWithText, Token);
        await citizen.TellAsync();
        var id = await citizen.SendAsync(picture);
        Directory.Delete(Path.GetDirectoryName(picture)!, recursive: true);
        await citizen.TrackAsync(DemoTrackingIds.ActionTaken);
        await citizen.Button("Yes, close it").ClickAsync();
        await citizen.Locator("[data-testid=status]", new() { HasText = "Closed" }).WaitForAsync();

        await officer.SignInAsync("officer_water", "Officer@1234", "Water-tower-88");
        // The newest case is the one that was just filed.
        await officer.GotoAsync($"/officer/complaint/{await RunAsync(portal, "SELECT MAX(\"CaseNumber\") FROM \"Complaints\"")}");
        await officer.Button("Take this case").ClickAsync();
        await citizen.TrackAsync(id);
        await citizen.LiveAsync();
        await ActAsync(officer, "Ask the citizen", "On which days was it?");
        await citizen.GetByLabel("Your answer").FillAsync("On Mondays.");
        await citizen.Button("Send").ClickAsync();
        await officer.GetByText("On Mondays.").WaitForAsync();
        await ActAsync(officer, "Propose closing", "There is a queue board now.");
        await citizen.Button("Yes, close it").ClickAsync();
        await citizen.Locator("[data-testid=status]", new() { HasText = "Closed" }).WaitForAsync();

        // The line is cut while the circuit runs.
        await citizen.Context.SetOfflineAsync(true);
        await citizen.Context.CloseAsync();
        await officer.Context.CloseAsync();
    }

    private static async Task ActAsync(IPage officer, string act, string text)
    {
        await officer.GetByRole(AriaRole.Button, new() { Name = act }).First.ClickAsync();
        if (act is "Propose closing")
        {
            await officer.Locator("#outcome").SelectOptionAsync("Resolved");
        }

        await officer.Locator("#text").FillAsync(text);
        await officer.Locator(".next__send button[type=submit]").ClickAsync();
    }

    private static async Task<object?> RunAsync(PortalProcess portal, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(portal.Folder, "mibsp.db")};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Token);
    }
}

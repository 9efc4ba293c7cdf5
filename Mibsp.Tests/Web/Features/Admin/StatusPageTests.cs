using System.Text.RegularExpressions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Evidence.Cleaning.Documents;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;
using Mibsp.Web.Endpoints;
using Mibsp.Web.Features.Admin.Operation;
using Mibsp.Web.Flood;
using Mibsp.Web.Jobs;
using Mibsp.Web.Live;
using Mibsp.Web.Observing;
using Mibsp.Web.Observing.Parts;

namespace Mibsp.Tests.Web.Features.Admin;

/// <summary>The administrators' page of how the portal is: in words, worst first, and by itself when something changes.</summary>
public sealed partial class StatusPageTests : PageTests
{
    private readonly CancellationToken _ct = Xunit.TestContext.Current.CancellationToken;
    private readonly Mat2DocumentCleaner _documents = new("sh", "sh", TimeSpan.FromSeconds(1));
    private Member _admin = default!;

    public StatusPageTests()
    {
        Services.AddSingleton<DatabaseProbe>().AddSingleton<DelayedCounts>().AddSingleton<PortalMeters>().AddSingleton<TownNodes>();
        Services.AddSingleton(new StoragePlaces(Portal.Folder, Portal.Folder)).AddSingleton(new DiskCheck(() => 64L << 30, TimeProvider.System));
        Services.AddSingleton<IEvidenceScanner>(new NoScanner()).AddSingleton<IDocumentCleaner>(_documents).AddSingleton(new EvidenceIntakeOptions(false));
        Services.AddSingleton(provider => new JobsCheck(provider.GetRequiredService<JobOverview>(), new LeapingClock()));
        Services.AddMibspParts();
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SignIn(_admin = await Town.HireAsync(StaffRole.Administrator, name: "Mira"));
    }

    [Fact]
    public async Task Every_part_is_told_in_words_with_what_to_do_and_since_when()
    {
        await Portal.Get<RecordChecking>().CheckAsync(null, _admin.Actor, null, _ct);
        var page = Open();

        Assert.Equal(
            ["Database", "Disk", "Keys", "Record", "Jobs", "Servers", "Mail", "Documents", "Backup", "Scanner"],
            page.FindAll("[data-testid=part]").Select(part => part.GetAttribute("data-part")));
        Assert.Equal("All parts work.", page.Find("[data-testid=summary]").TextContent);
        Assert.Equal("It was checked as a whole on 15 Jul 2026, and holds.", Words(page, Part.Record));
        Assert.Equal("64.0 GB are free where the portal keeps its files.", Words(page, Part.Disk));
        Assert.Equal(("Not in use", "None is set. Files are taken and marked as not scanned."), (State(page, Part.Scanner), Words(page, Part.Scanner)));
        Assert.Equal(("Not known", "Nothing has left a note here that a backup was made."), (State(page, Part.Backup), Words(page, Part.Backup)));
        Assert.Contains("Since 15 Jul 2026, 10:00", Card(page, Part.Database).TextContent, StringComparison.Ordinal);
        Assert.Null(Card(page, Part.Database).QuerySelector("[data-testid=do]"));
        Assert.StartsWith("SQLite, up to 10 MB", page.Find("[data-testid=database]").TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "0", "None"), (page.Find("[data-testid=servers]").TextContent, page.Find("[data-testid=mails]").TextContent, page.Find("[data-testid=failed]").TextContent.Trim()));
        Assert.Matches(@"^\d+\.\d+\.\d+", page.Find("[data-testid=version]").TextContent);
    }

    [Fact]
    public async Task What_changes_shows_on_the_open_page_first_of_all_and_since_when()
    {
        await Portal.Get<RecordChecking>().CheckAsync(null, _admin.Actor, null, _ct);
        var page = Open();
        Portal.Clock.Advance(TimeSpan.FromHours(2));
        Services.GetRequiredService<TownNodes>().Missing = 1;

        await LookAsync();

        page.WaitForAssertion(() => Assert.Equal("2 parts need attention. Complaints come in all the same.", page.Find("[data-testid=summary]").TextContent));
        Assert.Equal(["Jobs", "Servers", "Database"], page.FindAll("[data-testid=part]").Take(3).Select(part => part.GetAttribute("data-part")));
        Assert.Equal("1 at work. Fallen silent without a word: 1.", Words(page, Part.Servers));
        Assert.Contains("Have it started again", Card(page, Part.Servers).QuerySelector("[data-testid=do]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Since 15 Jul 2026, 12:00", Card(page, Part.Servers).TextContent, StringComparison.Ordinal);
        Assert.Contains("Since 15 Jul 2026, 10:00", Card(page, Part.Database).TextContent, StringComparison.Ordinal);
        Assert.Equal("/admin/jobs", Card(page, Part.Jobs).QuerySelector("a")!.GetAttribute("href"));

        // Another look finds the same, and the part has been so since the first.
        Portal.Clock.Advance(TimeSpan.FromHours(1));
        await LookAsync();
        page.WaitForAssertion(() => Assert.Equal("Last look: 15 Jul 2026, 13:00", page.Find("[data-testid=looked]").TextContent));
        Assert.Contains("Since 15 Jul 2026, 12:00", Card(page, Part.Servers).TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<TownNodes>().Missing = 0;
        await LookAsync();
        page.WaitForAssertion(() => Assert.Equal("Fine", State(page, Part.Servers)));
        Assert.Contains("Since 15 Jul 2026, 13:00", Card(page, Part.Servers).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_word_that_a_look_can_say_has_its_sentence_and_what_to_do()
    {
        var said = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Mibsp.Web", "Observing", "Parts"), "*Checks.cs"))
        {
            foreach (var look in File.ReadAllText(file).Split("class ").Skip(1))
            {
                var part = Enum.Parse<Part>(look.Split("Check")[0]);
                foreach (var (state, word) in Found().Matches(look).Select(match => (Enum.Parse<PartState>(match.Groups[1].Value), match.Groups[2].Value)).Append((PartState.Fine, "Fine")).Append((PartState.Attention, "Silent")))
                {
                    var card = Render<PartCard>(parameters => parameters.Add(c => c.Now, new PartNow(part, new Finding(state, word, 7, 8), Portal.Clock.GetUtcNow().UtcDateTime)));
                    Assert.DoesNotContain("Part.", card.Markup, StringComparison.Ordinal);
                    Assert.DoesNotMatch("State\\.|\\{\\d\\}", card.Markup);
                    said++;
                }
            }
        }

        Assert.True(said > 30, $"Only {said} were found.");
    }

    [Fact]
    public async Task Who_leaves_the_page_watches_no_more()
    {
        Open();
        Assert.Equal(1, Portal.Get<LiveUpdates>().Count(PartBoard.Topic));

        await DisposeComponentsAsync();

        Assert.Equal(0, Portal.Get<LiveUpdates>().Count(PartBoard.Topic));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _documents.Dispose();
    }

    private IRenderedComponent<StatusPage> Open()
    {
        var page = Render<StatusPage>();
        page.WaitForElement("[data-testid=part]");
        return page;
    }

    /// <summary>As the schedule does.</summary>
    private async Task LookAsync()
        => await Services.GetRequiredService<IHealthCheckPublisher>().PublishAsync(await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(_ct), _ct);

    private static AngleSharp.Dom.IElement Card(IRenderedComponent<StatusPage> page, Part part) => page.Find($"[data-part={part}]");

    private static string Words(IRenderedComponent<StatusPage> page, Part part) => Card(page, part).QuerySelector("[data-testid=words]")!.TextContent;

    private static string State(IRenderedComponent<StatusPage> page, Part part) => Card(page, part).QuerySelector("[data-testid=state]")!.TextContent;

    [GeneratedRegex("new Finding\\(PartState\\.(\\w+), \"(\\w+)\"")]
    private static partial Regex Found();
}

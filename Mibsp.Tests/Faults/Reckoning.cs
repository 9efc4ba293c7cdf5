using System.Net;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Faults;

/// <summary>What must hold after all faults: whatever was acknowledged is there, once, and the record holds.</summary>
internal static class Reckoning
{
    private const int OpenedByHttp = 25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task HoldsAsync(Scene scene, Kept kept)
    {
        await WellAgainAsync(scene);
        var supervisor = await scene.Hall.Town.HireAsync(StaffRole.Supervisor);
        await using (var db = await scene.Hall.Town.ContextAsync())
        {
            var (there, told) = (await db.Complaints.CountAsync(Token), kept.Cases.Count);
            Check(scene, there >= told && there <= told + kept.Unsure, $"{there} complaints are there, {told} were acknowledged and {kept.Unsure} sent without an answer.");
            foreach (var one in kept.Cases)
            {
                await LookAsync(scene, db, one, supervisor);
            }
        }

        await OpenByHttpAsync(scene, kept);
        await Chronicle.HoldsAsync(scene.Hall);
        await scene.StopAsync(Token);
        var (code, said) = await scene.CallAsync("verify", "--open");
        Check(scene, code == 0, $"verify --open: {said}");
        Assert.True(scene.Witness.Broken.Count == 0, string.Join('\n', scene.Witness.Broken.Take(40)));
    }

    private static async Task WellAgainAsync(Scene scene)
    {
        using var http = new HttpClient { BaseAddress = new Uri(scene.Portal.Address) };
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Token);
            return answer.IsSuccessStatusCode;
        });
    }

    private static async Task LookAsync(Scene scene, Mibsp.Domain.Persistence.MibspDbContext db, KeptCase one, Member supervisor)
    {
        if (await scene.Hall.Get<TrackingQueries>().FindAsync(one.Id, Token) is not { } found)
        {
            scene.Witness.Break($"Lost: {one.Story}");
            return;
        }

        var number = await db.Complaints.Where(c => c.Id == found.Id).Select(c => c.CaseNumber).SingleAsync(Token);
        var read = number is null ? null : await scene.Hall.Get<CaseQueries>().FindAsync(number, supervisor.Actor, Token);
        Check(scene, read is null || read.Story?.Description == one.Story, $"{number}: another story than {one.Story}");
        var texts = found.Messages.Select(m => m.Text).ToList();
        foreach (var said in one.Said.Where(s => texts.Count(t => t == s) != 1))
        {
            scene.Witness.Break($"{number}: {texts.Count(t => t == said)} times instead of once: {said}");
        }

        foreach (var unsure in one.Unsure.Where(s => texts.Count(t => t == s) > 1))
        {
            scene.Witness.Break($"{number}: more than once: {unsure}");
        }

        Check(scene, texts.Count <= one.Said.Count + one.Unsure.Count, $"{number}: {texts.Count} messages of {one.Said.Count} + {one.Unsure.Count}");
        Check(scene, found.Files.Count >= one.Files && found.Files.Count <= one.Files + one.FilesUnsure,
            $"{number}: {found.Files.Count} files, {one.Files} were acknowledged and {one.FilesUnsure} sent without an answer.");
    }

    private static async Task OpenByHttpAsync(Scene scene, Kept kept)
    {
        using var http = scene.Browser();
        var citizen = new CitizenBrowser(http);
        foreach (var one in kept.Cases.Chunk(Math.Max(1, kept.Cases.Count / OpenedByHttp)).Select(some => some[0]))
        {
            await citizen.TrackAsync(one.Id);
            Check(scene, citizen.Status is HttpStatusCode.OK && citizen.Page.Contains("data-testid=\"status\"", StringComparison.Ordinal), "A tracking ID does not open its complaint.");
        }
    }

    private static void Check(Scene scene, bool holds, string otherwise)
    {
        if (!holds)
        {
            scene.Witness.Break(otherwise);
        }
    }
}

using System.Net;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Browser;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Faults;

/// <summary>
/// Files, comes back, writes, adds a picture, again and again. When there is a page that says to go back and try again, goes back and tries
/// again. Notes what it was told to be saved, and only that.
/// </summary>
internal sealed class Citizen(Scene scene, Kept kept, string name)
{
    private const int Patience = 600;
    private readonly List<KeptCase> _own = [];
    private int _marks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task LiveAsync(CancellationToken end)
    {
        for (var turn = 0; !end.IsCancellationRequested; turn++)
        {
            try
            {
                if (turn % 3 == 0)
                {
                    await FileAsync(withPicture: turn % 2 == 0, end);
                }
                else if (_own.Count > 0)
                {
                    await ComeBackAsync(_own[_own.Count - 1 - (turn % Math.Min(_own.Count, 4))], end);
                }
            }
            catch (HttpRequestException)
            {
                // Given up for now; whoever lost something by it would be found in the end.
            }

            await Pass.ForAsync(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    private async Task FileAsync(bool withPicture, CancellationToken end)
    {
        using var http = scene.Browser();
        var (citizen, story) = (new CitizenBrowser(http), $"{A.Description} The number on the paper was {Mark()}.");
        await AgainAsync(citizen, () => citizen.OpenAsync("/submit"), end);
        await StepAsync(citizen, "next", [("Kind", "ServiceFault")], end);
        await StepAsync(citizen, "next", [("DepartmentId", $"{scene.Hall.Town.Water}"), ("ServiceId", ""), ("WardId", "")], end);
        await StepAsync(citizen, "next", [("KeepFrom", "Nobody")], end);
        await StepAsync(citizen, "next", [("Description", story)], end);
        await StepAsync(citizen, "next", [], end, withPicture ? [("photo.png", SamplePictures.PngWithText)] : []);
        if (!citizen.Page.Contains(story, StringComparison.Ordinal))
        {
            scene.Witness.Count("form begun again");
            return;
        }

        Interlocked.Increment(ref kept.Unsure);
        for (var tries = 0; tries < 5 && !citizen.Page.Contains("data-testid=\"tracking-id\">", StringComparison.Ordinal); tries++)
        {
            await StepAsync(citizen, "send", [], end);
        }

        if (citizen.Page.Split("data-testid=\"tracking-id\">") is [_, var rest] && TrackingId.TryParse(rest.Split('<')[0], out var id))
        {
            _own.Add(kept.Add(id, story, withPicture ? 1 : 0));
            Interlocked.Decrement(ref kept.Unsure);
            scene.Witness.Count("filed");
        }
    }

    private async Task ComeBackAsync(KeptCase mine, CancellationToken end)
    {
        using var http = scene.Browser();
        var citizen = new CitizenBrowser(http);
        await AgainAsync(citizen, () => citizen.OpenAsync("/track"), end);
        await StepAsync(citizen, "find", [("TrackingId", mine.Id.Reveal())], end);
        if (citizen.Page.Contains("id=\"TrackingId\"", StringComparison.Ordinal))
        {
            scene.Witness.Break("A complaint that was acknowledged is not found.");
        }
        else if (mine.Files + mine.FilesUnsure < 4 && _marks % 2 == 0)
        {
            await AddAsync(citizen, mine);
        }
        else
        {
            await WriteAsync(citizen, mine);
        }
    }

    private async Task WriteAsync(CitizenBrowser citizen, KeptCase mine)
    {
        var words = $"It is still going on, as paper {Mark()} says.";
        var isSaid = false;
        try
        {
            await citizen.SendAsync("message", [("Message", words)]);
            isSaid = citizen.Status is HttpStatusCode.OK && citizen.Page.Contains("Your message was sent.", StringComparison.Ordinal);
        }
        finally
        {
            (isSaid ? mine.Said : mine.Unsure).Add(words);
            scene.Witness.Count(isSaid ? "written" : "not written");
        }
    }

    private async Task AddAsync(CitizenBrowser citizen, KeptCase mine)
    {
        _marks++;
        Interlocked.Increment(ref mine.FilesUnsure);
        await citizen.SendAsync("files", [], ("photo.png", SamplePictures.PngWithText));
        if (citizen.Status is HttpStatusCode.OK && citizen.Page.Contains("Your files were added.", StringComparison.Ordinal))
        {
            Interlocked.Decrement(ref mine.FilesUnsure);
            Interlocked.Increment(ref mine.Files);
            scene.Witness.Count("picture added");
        }
    }

    private static Task StepAsync(CitizenBrowser citizen, string go, (string, string)[] fields, CancellationToken end, params (string, byte[])[] files)
    {
        var page = citizen.Page;
        return AgainAsync(citizen, () => citizen.SendFromAsync(page, go, fields, files), end);
    }

    /// <summary>Until there is a page that goes on. Whoever is in the middle of something when the run ends finishes it.</summary>
    private static async Task AgainAsync(CitizenBrowser citizen, Func<Task> send, CancellationToken end)
    {
        for (var tries = 0; tries < (end.IsCancellationRequested ? 20 : Patience); tries++)
        {
            try
            {
                await send();
                if (citizen.Status is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody there: again.
            }

            await Pass.ForAsync(TimeSpan.FromMilliseconds(200), Token);
        }

        throw new HttpRequestException("Given up.");
    }

    private string Mark() => $"{name}-{++_marks:0000}";
}

internal static class Pass
{
    /// <summary>Lets time pass: a fault lasts a while, and people wait before they try again.</summary>
    public static async Task ForAsync(TimeSpan time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(ct);
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Load;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Faults;

/// <summary>Takes, asks and writes on another node of the same town, and keeps the queue open in a browser on the portal under test.</summary>
internal sealed class Officer(Scene scene, Kept kept, Member who)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(120);
    private int _marks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task WorkAsync(CancellationToken end)
    {
        for (var turn = 0; !end.IsCancellationRequested; turn++)
        {
            var cases = kept.Cases;
            if (cases.Count > 0)
            {
                await TryAsync(() => ActAsync(cases.ElementAt(turn * 7 % cases.Count)));
            }

            await Pass.ForAsync(_look, Token);
        }
    }

    /// <summary>Signs in and watches the queue; when it goes away, opens it again.</summary>
    public async Task WatchAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var ear = new Ear(scene.Witness);
            using var http = new HttpClient(ear) { BaseAddress = new Uri(scene.Portal.Address), Timeout = TimeSpan.FromSeconds(75) };
            await TryAsync(async () =>
            {
                using var answer = await new StaffBrowser(http).SignInAsync(who.UserName);
                using var plain = new HttpClient();
                await using var queue = new CircuitClient(new Uri(scene.Portal.Address + "/"), ear.Cookies);
                await queue.OpenAsync(plain, "/officer/dashboard", Token);
                scene.Witness.Count("queue opened");
                while (queue.Fault is null && !end.IsCancellationRequested)
                {
                    await Pass.ForAsync(_look, Token);
                }
            });
            await Pass.ForAsync(_look, Token);
        }
    }

    private async Task ActAsync(KeptCase one)
    {
        if (await scene.Hall.Get<TrackingQueries>().FindAsync(one.Id, Token) is not { } found)
        {
            scene.Witness.Break("An officer does not find a complaint that was acknowledged.");
            return;
        }

        await using var db = await scene.Hall.Town.ContextAsync();
        var seen = new SeenComplaint(found.Id, await db.Complaints.Where(c => c.Id == found.Id).Select(c => c.Version).SingleAsync(Token));
        var (handling, words, isSaid) = (scene.Hall.Get<ComplaintHandling>(), $"Thank you, we look into it under {who.UserName}-{++_marks:0000}.", false);
        if (found.Status is ComplaintStatus.Pending)
        {
            await handling.TakeAsync(seen, who.Actor, Token);
            return;
        }

        try
        {
            isSaid = (found.Status is ComplaintStatus.UnderReview && _marks % 3 == 0
                ? await handling.AskCitizenAsync(seen, words, who.Actor, Token)
                : await handling.WriteToCitizenAsync(seen, words, who.Actor, Token)).Succeeded;
        }
        finally
        {
            (isSaid ? one.Said : one.Unsure).Add(words);
            scene.Witness.Count(isSaid ? "officer wrote" : "officer did not write");
        }
    }

    // An officer's own page of errors is not what is judged here: they try again.
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or RetryLimitExceededException or InvalidOperationException
            or TimeoutException or IOException or HttpRequestException or System.Net.WebSockets.WebSocketException or System.Net.Sockets.SocketException
            || (fault is OperationCanceledException && !Token.IsCancellationRequested))
        {
            // Tries again.
        }
    }
}

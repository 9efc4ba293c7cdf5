using System.Diagnostics;
using Microsoft.Playwright;

namespace Mibsp.Tests.Browser;

/// <summary>What people do on the pages, in their words, so that tests read like journeys.</summary>
internal static class Journeys
{
    public const string Account = "The clerk at the counter asked every applicant for money before passing the papers on. It went on all week.";

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until the page's islands run over a circuit: a click before that is a plain form post, which works as well.</summary>
    public static Task LiveAsync(this IPage page)
        => page.WaitForFunctionAsync("() => window.Blazor !== undefined && performance.getEntriesByType('resource').some(r => r.name.includes('/_blazor'))");

    /// <summary>From the front page to the story step, which is left filled in and unsent.</summary>
    public static async Task TellAsync(this IPage page, string kind = "ServiceFault", int department = 1, string account = Account)
    {
        await page.GotoAsync("/submit");
        await page.Locator($"input[name=Kind][value={kind}]").CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Locator($"input[name=DepartmentId][value='{department}']").CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Locator("input[name=KeepFrom][value=Nobody]").CheckAsync();
        await page.Button("Continue").ClickAsync();
        await page.Locator("#Description").FillAsync(account);
    }

    /// <summary>From the story step to the receipt. Returns the tracking ID.</summary>
    public static async Task<string> SendAsync(this IPage page, string? evidence = null)
    {
        await page.Button("Continue").ClickAsync();
        await page.Locator("#files").WaitForAsync();
        if (evidence is not null)
        {
            await page.Locator("#files").SetInputFilesAsync(evidence);
            if (await page.Button("Add these files").IsVisibleAsync())
            {
                await page.Button("Add these files").ClickAsync();
            }

            await page.Locator(".files__item").WaitForAsync();
        }

        await page.Button("Continue").ClickAsync();
        await page.Button("Send the complaint").ClickAsync();
        return (await page.GetByTestId("tracking-id").TextContentAsync())!;
    }

    public static async Task TrackAsync(this IPage page, string trackingId)
    {
        await page.GotoAsync("/track");
        await page.GetByLabel("Tracking ID").FillAsync(trackingId);
        await page.Button("Open").ClickAsync();
        await page.GetByTestId("status").WaitForAsync();
    }

    /// <summary>Signs in with a demo account. The first time its password must be changed; <paramref name="changed"/> is the new one.</summary>
    public static async Task SignInAsync(this IPage page, string user, string password, string changed)
    {
        await page.GotoAsync("/auth/login");
        await page.Locator("#user-name").FillAsync(user);
        await page.Locator("#password").FillAsync(changed);
        await page.Locator("main button[type=submit]").ClickAsync();
        if (page.Url.Contains("/auth/login", StringComparison.Ordinal))
        {
            await page.Locator("#user-name").FillAsync(user);
            await page.Locator("#password").FillAsync(password);
            await page.Locator("main button[type=submit]").ClickAsync();
            await page.WaitForURLAsync("**/auth/change-password**");
            await page.Locator("#current").FillAsync(password);
            await page.Locator("#new").FillAsync(changed);
            await page.Locator("#repeat").FillAsync(changed);
            await page.Locator("main button[type=submit]").ClickAsync();
        }

        await page.WaitForURLAsync(url => !url.Contains("/auth/", StringComparison.Ordinal));
    }

    /// <summary>How long until the text is on the page.</summary>
    public static async Task<TimeSpan> UntilAsync(this ILocator locator)
    {
        var watch = Stopwatch.StartNew();
        await locator.WaitForAsync();
        return watch.Elapsed;
    }
}

using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Mibsp.Tests.Support;

/// <summary>
/// One Chromium and one portal for the browser tests. Every request of every page is noted, so that a test can say that
/// nothing was asked of another host.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly ConcurrentBag<(IPage Page, string Fault)> _faults = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public PortalProcess Portal { get; } = new();

    /// <summary>Whether there is a browser to test with; infra/scripts/test.sh installs Debian's.</summary>
    public static string? Chromium { get; } = new[] { Environment.GetEnvironmentVariable("MIBSP_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser" }
        .FirstOrDefault(path => File.Exists(path));

    /// <summary>Requests that went to any host but the portal.</summary>
    public ConcurrentBag<string> Strangers { get; } = [];

    /// <summary>
    /// What the browser found wrong with a page: broken policies, failed scripts. A connection that was lost is not the
    /// page's fault: other tests kill their server, and a page may be left while it is still connecting.
    /// </summary>
    public string[] FaultsOf(IPage page) => [.. _faults.Where(f => f.Page == page && !IsLostConnection(f.Fault)).Select(f => $"{page.Url}: {f.Fault}")];

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
        {
            return;
        }

        await Portal.StartAsync(CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    /// <summary>A page in a browser profile of its own. Skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(bool script = true, int width = 1280, bool dark = false, string? address = null, Action<BrowserNewContextOptions>? also = null)
    {
        Assert.SkipWhen(Chromium is null, "No Chromium here: infra/scripts/test.sh installs it.");
        var options = new BrowserNewContextOptions
        {
            BaseURL = address ?? Portal.Address,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        };
        also?.Invoke(options);
        var context = await _browser!.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } url && url.Host != "localhost")
            {
                Strangers.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _faults.Add((page, message.Text));
            }
        };
        page.PageError += (_, error) => _faults.Add((page, error));
        return page;
    }

    private static bool IsLostConnection(string fault) =>
        fault.Contains("Failed to complete negotiation", StringComparison.Ordinal) || fault.Contains("Failed to fetch", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Portal.DisposeAsync();
    }
}

/// <summary>Browser tests share one portal, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}

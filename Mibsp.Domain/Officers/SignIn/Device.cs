namespace Mibsp.Domain.Officers.SignIn;

/// <summary>On what somebody signed in, in names that people know: "Firefox", "Linux". Null where it was not told.</summary>
public sealed record Device(string? Browser, string? System)
{
    public static readonly Device Unknown = new(null, null);

    // The first that fits: most browsers also call themselves by the names of older ones.
    private static readonly (string Mark, string Name)[] _browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] _systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>Out of what the browser says of itself. Nothing else of it is kept.</summary>
    public static Device Of(string? userAgent) => string.IsNullOrEmpty(userAgent) ? Unknown : new Device(First(_browsers, userAgent), First(_systems, userAgent));

    private static string? First((string Mark, string Name)[] known, string userAgent)
        => known.FirstOrDefault(pair => userAgent.Contains(pair.Mark, StringComparison.Ordinal)).Name;
}

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>health [ADDRESS]</c>: asks the portal on this machine whether it lives, for containers that have no other program that could. The
/// address is that of <c>ASPNETCORE_HTTP_PORTS</c> unless told.
/// </summary>
internal static class HealthCommand
{
    private const int Ill = 1;
    private const string UsualPort = "8080";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static bool IsMeant(string[] args) => args is ["health", ..];

    public static async Task<int> RunAsync(string[] args, Func<string, string?> variable, TextWriter output)
    {
        var port = variable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0] is { Length: > 0 } set ? set : UsualPort;
        var address = args.Length > 1 ? args[1] : $"http://localhost:{port}/health/live";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var where))
        {
            await output.WriteLineAsync("Use: health, or health http://localhost:8080/health/live.");
            return Ill;
        }

        try
        {
            using var client = new HttpClient { Timeout = _patience };
            using var answer = await client.GetAsync(where);
            await output.WriteLineAsync(answer.IsSuccessStatusCode ? "healthy" : $"unhealthy: {(int)answer.StatusCode}");
            return answer.IsSuccessStatusCode ? 0 : Ill;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync("unhealthy: no answer");
            return Ill;
        }
    }
}

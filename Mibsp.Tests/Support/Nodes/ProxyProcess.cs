using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mibsp.Tests.Support.Nodes;

/// <summary>
/// A real nginx with our configuration before two nodes, on an unencrypted line: certificates and the limits by address, of which the tests
/// have one, are left out. What those do: Deployment/ProxyTests.
/// </summary>
public sealed partial class ProxyProcess(int port, int otherPort, IReadOnlyList<PortalNode> nodes) : IAsyncDisposable
{
    private const string Nginx = "/usr/sbin/nginx";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mibsp-nginx-");
    private Process? _nginx;

    public static bool IsHere => File.Exists(Nginx);

    public string Address => $"http://localhost:{port}";

    /// <summary>What rolling-restart.sh changes.</summary>
    public string Site => Path.Combine(_folder.FullName, "nginx.conf");

    /// <summary>How to call it for this configuration, as a script would.</summary>
    public string Command => $"exec {Nginx} -p {_folder.FullName} -c {Site} \"$@\"";

    public async Task StartAsync(CancellationToken ct)
    {
        if (!File.Exists(Site))
        {
            await File.WriteAllTextAsync(Site, await ConfigurationAsync(ct), ct);
        }

        _nginx = Process.Start(new ProcessStartInfo(Nginx, ["-p", _folder.FullName, "-c", Site]) { RedirectStandardError = true })!;
        using var client = new HttpClient();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pause.WaitForNextTickAsync(ct))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address), ct);
                return;
            }
            catch (HttpRequestException) when (!_nginx.HasExited)
            {
                // Not listening yet.
            }
        }
    }

    public async Task KillAsync()
    {
        if (_nginx is not null)
        {
            _nginx.Kill(entireProcessTree: true);
            await _nginx.WaitForExitAsync(CancellationToken.None);
            _nginx.Dispose();
            _nginx = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string> ConfigurationAsync(CancellationToken ct)
    {
        var ours = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "nginx", "mibsp.conf"), ct);
        ours = Certificates().Replace(ours, "").Replace("/var/log/nginx/", $"{_folder}/", StringComparison.Ordinal)
            .Replace("listen 443 ssl http2;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{otherPort};", StringComparison.Ordinal)
            // Addresses here have a port, which ours leaves out of what it hands on.
            .Replace("Host $host;", "Host $http_host;", StringComparison.Ordinal)
            .Replace("rate=40r/s", "rate=100000r/m", StringComparison.Ordinal)
            .Replace("127.0.0.1:5001", $"127.0.0.1:{nodes[0].Port}", StringComparison.Ordinal)
            .Replace("127.0.0.1:5002", $"127.0.0.1:{nodes[1].Port}", StringComparison.Ordinal);
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {_folder}/temp_{kind};\n"));
        return $"daemon off;\npid {_folder}/pid;\nerror_log {_folder}/main.log;\nevents {{ worker_connections 4096; }}\nhttp {{\n{temporary}{ours}\n}}\n";
    }

    [GeneratedRegex("^ *ssl_.*$", RegexOptions.Multiline)]
    private static partial Regex Certificates();
}

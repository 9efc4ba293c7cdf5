using System.Diagnostics;
using Mibsp.Tests.Support;
using Npgsql;

namespace Mibsp.Tests.Deployment;

/// <summary>Programs as an operator calls them: our scripts, and the portal's own commands.</summary>
internal static class Called
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(180);

    /// <summary>The portal as it was built for these tests.</summary>
    public static string Portal { get; } = Path.Combine(
        Repository.Root, "Mibsp.Web", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Mibsp.Web.dll");

    public static string ScriptPath(string name) => Path.Combine(Repository.Root, "infra", "scripts", name);

    public static Task<(int Code, string Said)> ScriptAsync(string name, Dictionary<string, string?> settings, params string[] args)
        => RunAsync("bash", [ScriptPath(name), .. args], settings);

    /// <summary>A command of the portal, over the folder and database of the settings.</summary>
    public static Task<(int Code, string Said)> PortalAsync(Dictionary<string, string?> settings, params string[] args)
        => RunAsync("dotnet", [Portal, .. args], new(settings) { ["ASPNETCORE_ENVIRONMENT"] = "Production" });

    public static async Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> args, Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = Path.GetDirectoryName(Portal)!, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, ((await output) + (await errors)).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>A connection as PostgreSQL's own programs want it.</summary>
    public static string Libpq(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"host={parts.Host} port={parts.Port} user={parts.Username} dbname={parts.Database}";
    }

    public static string Url(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }
}

using System.Diagnostics;

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>Runs a command with an empty environment and bounded output, and kills it with all its children when time is up.</summary>
internal static class FencedProcess
{
    private const int LongestOutput = 64 * 1024;
    private static readonly string[] _folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    /// <summary>The program's full path; null when it is not installed. Looks in fixed folders, never in the caller's PATH.</summary>
    internal static string? Find(string program) => Path.IsPathRooted(program)
        ? File.Exists(program) ? program : null
        : _folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    internal static async Task<(int Code, string Output)> RunAsync(IReadOnlyList<string> command, string folder, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Describe(command, folder) };
        process.Start();
        try
        {
            process.StandardInput.Close();
            Task<string> output = ReadAsync(process.StandardOutput, ct);
            Task<string> errors = ReadAsync(process.StandardError, ct);
            await process.WaitForExitAsync(ct);
            await errors;
            return (process.ExitCode, await output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> command, string folder)
    {
        var start = new ProcessStartInfo(Find(command[0]) ?? command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = string.Join(':', _folders);
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        return start;
    }

    // Reads to the end so that the process does not stall, but keeps only the beginning.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken ct)
    {
        var buffer = new char[4096];
        var kept = new System.Text.StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer, ct)) > 0)
        {
            kept.Append(buffer, 0, Math.Min(read, LongestOutput - kept.Length));
        }

        return kept.ToString();
    }
}

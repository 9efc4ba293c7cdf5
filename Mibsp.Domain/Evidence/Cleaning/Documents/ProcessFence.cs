namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// What is put before a command to bound it: <c>prlimit</c> for memory, processor time and file size, <c>unshare</c> for no
/// network. Found out by trying, once, because containers allow different things.
/// </summary>
internal static class ProcessFence
{
    // The best first: processes of their own number space die with the one we started, whatever they do.
    private static readonly string[][] _withoutNetwork =
    [
        ["unshare", "-r", "-n", "-p", "-f", "--kill-child"],
        ["unshare", "-n", "-p", "-f", "--kill-child"],
        ["unshare", "-r", "-n"],
        ["unshare", "-n"],
    ];

    // 512 MB of addresses, so never more of memory; mat2 draws A4 in a third of that.
    private static readonly string[] _bounded = ["prlimit", "--as=536870912", "--cpu=20", "--fsize=67108864", "--core=0"];

    internal static async Task<IReadOnlyList<string>> FindAsync()
    {
        var fence = new List<string>();
        foreach (string[] candidate in _withoutNetwork)
        {
            if (await WorksAsync(candidate))
            {
                fence.AddRange(candidate);
                break;
            }
        }

        if (await WorksAsync([.. fence, .. _bounded]))
        {
            fence.AddRange(_bounded);
        }

        return fence;
    }

    private static async Task<bool> WorksAsync(string[] command)
    {
        if (FencedProcess.Find(command[0]) is null)
        {
            return false;
        }

        using var clock = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            (int code, _) = await FencedProcess.RunAsync([.. command, "true"], "/", clock.Token);
            return code == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

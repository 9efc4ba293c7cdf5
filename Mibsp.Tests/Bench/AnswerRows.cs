using System.Text;

namespace Mibsp.Tests.Bench;

/// <summary>What everybody may read, beside the same bytes from a bare endpoint: status, headers and body.</summary>
public sealed class AnswerRows
{
    private static readonly string[] _figures = ["api/stats", "api/chart/monthly", "api/chart/dept", "api/chart/status"];

    // What the server itself adds to each answer.
    private static readonly string[] _own = ["Date", "Transfer-Encoding", "Content-Length"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "stats")]
    public Task Figures() => CompareAsync(_figures, "the same bytes from a bare endpoint with ETag", 0.8);

    [Fact(Explicit = true), Trait("Row", "home")]
    public Task First_paint() => CompareAsync(["", "dashboard"], "the same bytes from a bare endpoint", 0.5);

    [Fact(Explicit = true), Trait("Row", "track")]
    public Task Track_page() => CompareAsync(["track"], "the same bytes from a bare endpoint; each one is sealed for itself, no bound is set", 0);

    private static async Task CompareAsync(string[] paths, string limit, double least)
    {
        var folder = Directory.CreateTempSubdirectory("mibsp-bench-");
        try
        {
            await using var portal = await Published.PortalAsync(Table.Text("SMALL")!, Token);
            await KeepAsync(portal, paths, folder.FullName);
            await using var bare = await Published.BareAsync(folder.FullName, Token);
            foreach (var (path, i) in paths.Select((path, i) => (path, i)))
            {
                var (own, same, ratio) = await Load.CompareAsync(new Uri(portal.Address, path), new Uri(bare.Address, $"{i}"), Token);
                Table.AtLeast($"`/{path}`", $"{own:N0}/s", $"{limit}: {same:N0}/s", ratio, least);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task KeepAsync(Published portal, string[] paths, string folder)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        foreach (var (path, i) in paths.Select((path, i) => (path, i)))
        {
            using var answer = await http.GetAsync(new Uri(portal.Address, path), Token);
            answer.EnsureSuccessStatusCode();
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{i}.body"), await answer.Content.ReadAsByteArrayAsync(Token), Token);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => !_own.Contains(h.Key))
                .Where(h => Table.Text("PLAIN") is null || h.Key is "ETag" or "Content-Type").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
            await File.WriteAllLinesAsync(Path.Combine(folder, $"{i}.headers"), headers, new UTF8Encoding(false), Token);
        }
    }
}

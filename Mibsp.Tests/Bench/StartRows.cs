namespace Mibsp.Tests.Bench;

/// <summary>From the start of the process to the first page, over a database that is there, beside the bare template that was published the same way.</summary>
public sealed class StartRows
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Row", "start")]
    public async Task Cold_start()
    {
        var (own, bare, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Table.Setting("STARTS", 7); round++)
        {
            var (portal, template) = (await StartedAsync(Published.PortalAsync(Table.Text("SMALL")!, Token)), await StartedAsync(Published.BareAsync(null, Token)));
            if (round >= 0)
            {
                own.Add(portal);
                bare.Add(template);
                ratios.Add(portal / template);
            }
        }

        Table.Under("cold start of the published portal to its first page", $"{Table.Median(own):N0} ms", $"the bare template published the same way: {Table.Median(bare):N0} ms", Table.Median(ratios), 2.5);
    }

    private static async Task<double> StartedAsync(Task<Published> starting)
    {
        await using var started = await starting;
        return started.Started.TotalMilliseconds;
    }
}

namespace Mibsp.Web.Flood;

/// <summary>
/// How many nodes there are. What may be done in the whole town is divided by it, because the proxy spreads requests evenly: each thing
/// that is counted here counts as one for each node.
/// </summary>
internal sealed class TownNodes
{
    private volatile int _count = 1;
    private volatile int _missing;

    public int Count
    {
        get => _count;
        set => _count = Math.Max(1, value);
    }

    /// <summary>How many fell silent without saying that they end, and have neither come back nor been replaced.</summary>
    public int Missing
    {
        get => _missing;
        set => _missing = Math.Max(0, value);
    }
}

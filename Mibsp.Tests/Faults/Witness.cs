using System.Collections.Concurrent;

namespace Mibsp.Tests.Faults;

/// <summary>Notes what must never happen, and knows when the portal was dead: then nobody can expect an answer.</summary>
internal sealed class Witness
{
    private readonly ConcurrentQueue<string> _broken = new();
    private readonly ConcurrentDictionary<string, int> _seen = new();
    private int _deaths;
    private volatile bool _isDead = true;

    /// <summary>What was promised and not kept.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>How often citizens saw what.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    /// <summary>How much citizens were told to be saved.</summary>
    public int Acknowledged => _seen.GetValueOrDefault("filed") + _seen.GetValueOrDefault("written") + _seen.GetValueOrDefault("picture added");

    /// <summary>What is being done to the portal just now.</summary>
    public string Fault { get; set; } = "";

    public bool IsDead => _isDead;

    public void Break(string what) => _broken.Enqueue($"[{Fault}] {what}");

    public void Count(string what) => _seen.AddOrUpdate(what, 1, (_, count) => count + 1);

    public void PortalGoes()
    {
        _isDead = true;
        Interlocked.Increment(ref _deaths);
    }

    public void PortalIsBack() => _isDead = false;

    /// <summary>To be asked before something is sent; what is returned says afterwards whether the portal was dead at any time since.</summary>
    public Func<bool> Watch()
    {
        var (wasDead, deaths) = (_isDead, Volatile.Read(ref _deaths));
        return () => wasDead || _isDead || Volatile.Read(ref _deaths) != deaths;
    }
}

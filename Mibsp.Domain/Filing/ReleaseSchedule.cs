namespace Mibsp.Domain.Filing;

/// <summary>
/// When each held complaint is due. In memory only: a due time on disk would tell, but for the random part, when the complaint
/// was filed. After a restart a new while is drawn, so that a complaint comes late, never early and never not at all.
/// Called by one job at a time.
/// </summary>
public sealed class ReleaseSchedule(ReleaseDelay delay, TimeProvider clock)
{
    private readonly Dictionary<Guid, DateTimeOffset> _due = [];

    /// <summary>Which of the complaints that are <paramref name="held"/> now are due. Draws a while for those not seen before.</summary>
    public IReadOnlyList<Guid> Due(IReadOnlyCollection<Guid> held) => Due(held, delay);

    /// <summary>The same, with another delay for those not seen before.</summary>
    public IReadOnlyList<Guid> Due(IReadOnlyCollection<Guid> held, ReleaseDelay inForce)
    {
        var now = clock.GetUtcNow();
        foreach (var gone in _due.Keys.Except(held).ToList())
        {
            _due.Remove(gone);
        }

        foreach (var id in held)
        {
            _due.TryAdd(id, now + inForce.Draw());
        }

        return [.. held.Where(id => _due[id] <= now)];
    }
}

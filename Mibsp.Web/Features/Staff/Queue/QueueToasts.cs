using Mibsp.Web.Components.Widgets;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>
/// The few things that are told at once. A burst is one of them however many reports it holds: what it says is brought up to date,
/// and it is not told again once it was dismissed.
/// </summary>
internal sealed class QueueToasts
{
    private const int Most = 3;

    private readonly List<Toast> _shown = [];
    private readonly HashSet<Toast> _arrivals = [];
    private readonly Dictionary<Guid, Toast?> _bursts = [];

    public IReadOnlyList<Toast> Shown => _shown;

    public void Tell(Toast toast, bool isArrival = false)
    {
        _shown.Add(toast);
        if (isArrival)
        {
            _arrivals.Add(toast);
        }

        if (_shown.Count > Most)
        {
            Dismiss(_shown[0]);
        }
    }

    /// <summary>True when the burst was not known before. Its first reports came before anybody could see a burst: their toasts make room.</summary>
    public bool TellBurst(Guid burst, Toast toast)
    {
        if (!_bursts.TryGetValue(burst, out var before))
        {
            _shown.RemoveAll(_arrivals.Remove);
            _bursts.Add(burst, toast);
            Tell(toast);
            return true;
        }

        if (before is not null && _shown.IndexOf(before) is >= 0 and var place)
        {
            (_shown[place], _bursts[burst]) = (toast, toast);
        }

        return false;
    }

    /// <summary>Bursts that were there before the page was opened are not news.</summary>
    public void Know(Guid burst) => _bursts.TryAdd(burst, null);

    public void Dismiss(Toast toast)
    {
        _shown.Remove(toast);
        _arrivals.Remove(toast);
    }
}

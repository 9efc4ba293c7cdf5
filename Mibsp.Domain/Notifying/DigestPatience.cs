namespace Mibsp.Domain.Notifying;

/// <summary>
/// Who is still owed an e-mail, and how long to leave the server or an address alone after it failed: five minutes, then twice as
/// long each time, up to six hours. In memory only: after a restart everybody is tried again.
/// </summary>
internal sealed class DigestPatience
{
    private static readonly TimeSpan _first = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(6);

    /// <summary>The mail server itself stands among the addresses under this name.</summary>
    public static readonly Guid Server = Guid.Empty;

    private readonly Dictionary<Guid, (int Failures, DateTime NotBefore)> _failed = [];
    private readonly Dictionary<Guid, long> _hours = [];
    private HashSet<Guid> _owed = [];

    /// <summary>Read by pages and probes while a run is under way.</summary>
    public int Owed => Volatile.Read(ref _owed).Count;

    public bool IsOwed(Guid who) => _owed.Contains(who);

    public bool MayTry(Guid who, DateTime now) => !_failed.TryGetValue(who, out var failed) || now >= failed.NotBefore;

    /// <summary>Whether this person had an e-mail in that hour already.</summary>
    public bool HadOne(Guid who, long hour) => _hours.TryGetValue(who, out var last) && last == hour;

    public void Failed(Guid who, DateTime now)
    {
        var failures = _failed.TryGetValue(who, out var before) ? before.Failures + 1 : 1;

        // Twelve doublings are far beyond the longest wait.
        var wait = _first * (1 << Math.Min(failures - 1, 12));
        _failed[who] = (failures, now + (wait < _longest ? wait : _longest));
    }

    public void Worked(Guid who) => _failed.Remove(who);

    public void Sent(Guid who, long hour)
    {
        _hours[who] = hour;
        Worked(who);
        Worked(Server);
    }

    /// <summary>Replaced and never changed, because others count it.</summary>
    public void Owe(IEnumerable<Guid> people) => Volatile.Write(ref _owed, [.. people]);
}

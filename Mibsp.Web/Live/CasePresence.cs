using Mibsp.Domain.Common;

namespace Mibsp.Web.Live;

/// <summary>
/// Who has which case open on this node, right now: in memory only, gone with the page. Says nothing by itself: names are given by
/// <see cref="Mibsp.Domain.Casework.CaseViewerQueries"/>, through the access rule of both sides.
/// </summary>
internal sealed class CasePresence(LiveUpdates live)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<Visit>> _visits = [];

    public static string Topic(Guid complaintId) => $"presence/{complaintId:N}";

    /// <summary>The actor looks at the case until the result is disposed.</summary>
    public IDisposable Enter(Guid complaintId, Actor actor)
    {
        var visit = new Visit(this, complaintId, actor);
        lock (_gate)
        {
            if (!_visits.TryGetValue(complaintId, out var visits))
            {
                _visits.Add(complaintId, visits = []);
            }

            visits.Add(visit);
        }

        live.Announce(Topic(complaintId));
        return visit;
    }

    /// <summary>Everybody else who looks at the case, each once, however many pages they have open.</summary>
    public IReadOnlyList<Actor> Others(Guid complaintId, Actor actor)
    {
        lock (_gate)
        {
            return _visits.TryGetValue(complaintId, out var visits)
                ? [.. visits.Select(visit => visit.Actor).Where(other => other.UserId != actor.UserId).DistinctBy(other => other.UserId)] : [];
        }
    }

    /// <summary>For tests: how many cases anybody looks at.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _visits.Count;
            }
        }
    }

    private void Leave(Visit visit)
    {
        lock (_gate)
        {
            if (!_visits.TryGetValue(visit.ComplaintId, out var visits) || !visits.Remove(visit))
            {
                return;
            }

            if (visits.Count == 0)
            {
                _visits.Remove(visit.ComplaintId);
            }
        }

        live.Announce(Topic(visit.ComplaintId));
    }

    private sealed class Visit(CasePresence owner, Guid complaintId, Actor actor) : IDisposable
    {
        public Guid ComplaintId => complaintId;

        public Actor Actor => actor;

        public void Dispose() => owner.Leave(this);
    }
}

using Mibsp.Domain.Casework;

namespace Mibsp.Web.Features.Lists;

/// <summary>Which rows of the queue are ticked. What is no longer shown does not count, and is not acted upon.</summary>
public sealed class QueueSelection
{
    private readonly HashSet<Guid> _ids = [];

    /// <summary>How often it was changed.</summary>
    public int Version { get; private set; }

    public bool Has(ComplaintRow row) => _ids.Contains(row.Id);

    public IReadOnlyList<ComplaintRow> Of(IReadOnlyList<ComplaintRow> shown) => [.. shown.Where(Has)];

    public void Set(ComplaintRow row, bool isOn)
    {
        Version++;
        if (isOn)
        {
            _ids.Add(row.Id);
        }
        else
        {
            _ids.Remove(row.Id);
        }
    }

    public void SetAll(IReadOnlyList<ComplaintRow> shown, bool isOn)
    {
        Version++;
        _ids.Clear();
        foreach (var row in isOn ? shown : [])
        {
            _ids.Add(row.Id);
        }
    }
}

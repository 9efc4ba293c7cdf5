namespace Mibsp.Domain.Keys;

/// <summary>A complaint's key, wrapped by one of the key ring's. Deleting this row erases all that anybody wrote in the complaint.</summary>
public sealed class ComplaintKey
{
    private ComplaintKey() { } // EF

    internal ComplaintKey(Guid complaintId) => ComplaintId = complaintId;

    public Guid ComplaintId { get; private set; }

    /// <summary>Which of the key ring's keys wraps it.</summary>
    public string KekId { get; private set; } = "";

    public byte[] Wrapped { get; private set; } = [];

    internal void Wrap(string kekId, byte[] wrapped) => (KekId, Wrapped) = (kekId, wrapped);
}

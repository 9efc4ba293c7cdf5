using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Filing;

/// <summary>
/// A complaint as it was handed in, with what was kept for it. Its rows are made anew for each attempt to save it: what an attempt that failed had given
/// them is gone with them.
/// </summary>
internal sealed record FilingDraft(NewComplaint Filed, byte[] TrackingHash, Stamp Stamp, IReadOnlyList<KeptEvidence> Kept)
{
    /// <summary>Puts its rows into the context. Their key is to be wrapped before they are saved.</summary>
    public FilingRows AddTo(MibspDbContext db, ComplaintFacts facts, Guid? burstId)
    {
        var complaint = Complaint.File(facts, TrackingHash, Stamp);
        if (Filed.FollowsUpon is { } earlier)
        {
            complaint.LinkTo(earlier.ComplaintId, earlier.KeptFrom, Stamp);
        }

        complaint.JoinBurst(burstId);
        var rows = new FilingRows(complaint, new ComplaintKey(complaint.Id), ComplaintCipher.New(complaint.Id), RecordOf(complaint));
        db.Add(complaint);
        db.Add(rows.Key);
        db.Add(new ComplaintContent(Filed.Story, rows.Cipher));
        foreach (var file in Kept)
        {
            db.Add(new EvidenceFile(complaint.NextNumber(), file, Stamp, rows.Cipher));
        }

        return rows;
    }

    private AuditRecord RecordOf(Complaint complaint) => AuditRecord.Of(AuditAct.ComplaintFiled, Stamp, complaint.Id, new Dictionary<string, string>
    {
        ["kind"] = complaint.Kind.ToString(),
        ["department"] = $"{complaint.DepartmentId}",
        ["deadline"] = $"{complaint.DeadlineOn:yyyy-MM-dd}",
    });
}

/// <summary>What an attempt saves of a draft.</summary>
internal sealed record FilingRows(Complaint Complaint, ComplaintKey Key, ComplaintCipher Cipher, AuditRecord Record) : IDisposable
{
    public void Dispose() => Cipher.Dispose();
}

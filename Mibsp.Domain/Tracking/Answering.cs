using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Tracking;

/// <summary>Who answers for a complaint now, as its citizen is told: the role, never the person, and since which day it has been with that role.</summary>
public sealed record Answering(StaffRole Role, string? Department, DateOnly SinceOn);

internal static class AnsweringNow
{
    /// <summary>Null when the complaint is closed, or nobody answers for it yet. That one head followed another is nobody's business: it is the same role.</summary>
    public static async Task<Answering?> FindAsync(MibspDbContext db, Complaint complaint, CancellationToken ct)
    {
        if (complaint.AccountableId is null)
        {
            return null;
        }

        var spans = await (from s in db.CaseSpans
                           where s.ComplaintId == complaint.Id
                           orderby s.Number descending
                           join u in db.Users on s.AccountableId equals u.Id
                           select new { s.Number, s.FromOn, Who = new { u.Role, u.DepartmentId } }).Take(100).ToListAsync(ct);
        if (spans.Count == 0)
        {
            return null;
        }

        var now = spans[0];
        var since = spans.TakeWhile((span, at) => span.Who.Equals(now.Who) && span.Number == now.Number - at).Last().FromOn;
        var department = await db.Departments.Where(d => d.Id == now.Who.DepartmentId).Select(d => d.Name).SingleOrDefaultAsync(ct);
        return new Answering(now.Who.Role, department, since);
    }
}

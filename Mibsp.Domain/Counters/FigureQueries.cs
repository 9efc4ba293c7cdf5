using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Counters;

/// <summary>The public figures. <see cref="Sequence"/> is the record's length they were read at.</summary>
public sealed record Figures(
    long Sequence, DateOnly On, int Delayed, IReadOnlyDictionary<ComplaintStatus, int> ByStatus,
    IReadOnlyList<MonthFigure> Months, IReadOnlyList<DepartmentFigure> Departments)
{
    public int Total => ByStatus.Values.Sum();

    /// <summary>Closed complaints in percent of all, two decimals; 0 while there are none.</summary>
    public decimal ResolutionRate => Total == 0 ? 0 : Math.Round(100m * ByStatus[ComplaintStatus.Closed] / Total, 2);

    /// <summary>Whether every figure is the same, at whatever length of the record.</summary>
    public bool Equal(Figures other)
        => On == other.On && Delayed == other.Delayed && ByStatus.All(s => other.ByStatus[s.Key] == s.Value)
            && Months.SequenceEqual(other.Months) && Departments.SequenceEqual(other.Departments);
}

/// <summary>Complaints filed in a month, named by its first day.</summary>
public sealed record MonthFigure(DateOnly Month, int Count);

/// <summary>Complaints a department works or worked on.</summary>
public sealed record DepartmentFigure(int Id, string Name, int Total, int Closed, int Delayed);

/// <summary>A person's work in numbers.</summary>
public sealed record WorkFigures(int Mine, int MineDueSoon, int MineDelayed, int Unassigned);

/// <summary>
/// The work of everybody, and what waits in a department: how much of it is kept from whom must not show in anybody's count.
/// </summary>
public sealed record WorkTable(IReadOnlyDictionary<Guid, WorkFigures> ByPerson, int Unassigned, IReadOnlyDictionary<Guid, int> Hidden)
{
    private static readonly WorkFigures _none = new(0, 0, 0, 0);

    public WorkFigures Of(Guid userId) => ByPerson.GetValueOrDefault(userId, _none) with { Unassigned = Unassigned - Hidden.GetValueOrDefault(userId) };
}

/// <summary>Reads figures off the tallies. Never counts complaints.</summary>
public sealed class FigureQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time)
{
    /// <summary>Deadlines this many days away count as due soon.</summary>
    public const int DueSoonDays = 3;

    private const int Months = 12;

    /// <summary>How long the record is: whatever changes a figure lengthens it.</summary>
    public async Task<long> SequenceAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.AuditHeads.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0;
    }

    public async Task<Figures> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = time.Today;
        var sequence = await db.AuditHeads.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0;
        var tallies = await db.ComplaintTallies.AsNoTracking().ToListAsync(ct);
        var delayed = await db.WorkTallies.Where(w => w.LateAfterOn < today).GroupBy(w => w.DepartmentId)
            .Select(g => new { g.Key, Count = g.Sum(w => w.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Id).ToListAsync(ct);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        return new Figures(
            sequence, today, delayed.Values.Sum(),
            Enum.GetValues<ComplaintStatus>().ToDictionary(s => s, s => tallies.Where(t => t.Status == s).Sum(t => t.Count)),
            [.. Enumerable.Range(1 - Months, Months).Select(thisMonth.AddMonths)
                .Select(month => new MonthFigure(month, tallies.Where(t => t.FiledMonth == month).Sum(t => t.Count)))],
            [.. departments.Select(d => new DepartmentFigure(
                d.Id, d.Name, tallies.Where(t => t.DepartmentId == d.Id).Sum(t => t.Count),
                tallies.Where(t => t.DepartmentId == d.Id && t.Status is ComplaintStatus.Closed).Sum(t => t.Count),
                delayed.GetValueOrDefault(d.Id)))]);
    }

    /// <summary>How many open complaints nobody has taken or been given, in the whole town, as far as they are not kept from the actor. For administrators.</summary>
    public async Task<int> UnassignedAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.WorkTallies.Where(w => w.OfficerId == Guid.Empty).SumAsync(w => w.Count, ct) - await CountHiddenUnassignedAsync(db, actor, ct);
    }

    /// <summary>What a person who works on complaints has before them.</summary>
    public async Task<WorkFigures> WorkOfAsync(Actor actor, CancellationToken ct) => (await WorkAsync(actor.DepartmentId, ct)).Of(actor.UserId);

    /// <summary>What everybody has before them, and what waits for somebody in the department.</summary>
    public async Task<WorkTable> WorkAsync(int? departmentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = time.Today;
        var soon = today.AddDays(DueSoonDays);
        var work = await db.WorkTallies.Where(w => w.Count != 0 && (w.OfficerId != Guid.Empty || w.DepartmentId == departmentId)).GroupBy(w => w.OfficerId)
            .Select(g => new
            {
                g.Key, All = g.Sum(w => w.Count), Soon = g.Sum(w => w.LateAfterOn >= today && w.LateAfterOn <= soon ? w.Count : 0), Late = g.Sum(w => w.LateAfterOn < today ? w.Count : 0),
            }).ToDictionaryAsync(w => w.Key, w => new WorkFigures(w.All, w.Soon, w.Late, 0), ct);
        var hidden = await (from c in db.Complaints.Where(c => c.DepartmentId == departmentId && c.OfficerId == null && c.Status != ComplaintStatus.Closed && c.CaseNumber != null)
                            from r in c.Recusals
                            group r by r.UserId into g
                            select new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        work.Remove(Guid.Empty, out var unassigned);
        return new WorkTable(work, unassigned?.Mine ?? 0, hidden);
    }

    // What the actor is kept away from must not show in a count either. A recused person has nothing of it that could be "mine". Looked for along the person's few
    // recusals, and not along all that waits for somebody.
    private static Task<int> CountHiddenUnassignedAsync(MibspDbContext db, Actor actor, CancellationToken ct)
    {
        var hidden = db.Complaints.KeptFrom(actor).Where(c => c.OfficerId == null && c.Status != ComplaintStatus.Closed);
        return db.Recusals.Where(r => r.UserId == actor.UserId).CountAsync(r => hidden.Any(c => c.Id == r.ComplaintId), ct);
    }
}

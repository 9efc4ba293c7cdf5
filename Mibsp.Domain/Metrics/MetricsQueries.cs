using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Analytics;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;

namespace Mibsp.Domain.Metrics;

/// <summary>
/// Measures the work of people and departments by the days on which they had it. Everybody may ask about themselves, who heads a
/// department also about it and its officers; administrators, auditors and the commissioner about departments, never about persons.
/// </summary>
public sealed class MetricsQueries(IDbContextFactory<MibspDbContext> contexts, MunicipalTime time, RulesReading rules)
{
    /// <summary>At most so many closed complaints are read, the latest.</summary>
    public const int MostCases = 2000;

    private const int ReadAtOnce = 200;

    /// <summary>Whom the actor may ask about, the usual one first.</summary>
    public async Task<IReadOnlyList<MetricsSubject>> SubjectsAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await SubjectsAsync(db, actor, ct);
    }

    /// <summary>
    /// The figures of the subject of this name, or of the usual one for null. Null when there is nobody of this name whom the actor may
    /// ask about. Complaints that do not exist for the actor are in none of them.
    /// </summary>
    public async Task<WorkMetrics?> FindAsync(string? subject, MetricsPeriod period, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var subjects = await SubjectsAsync(db, actor, ct);
        if (subjects.FirstOrDefault(s => subject is null || s.Key == subject) is not { } found)
        {
            return null;
        }

        var cell = await db.Departments.Where(d => d.IsIntegrityCell).Select(d => d.Id).SingleOrDefaultAsync(ct);

        // Beside each other, each on a context of its own: of a department they are much to look through.
        var closings = Task.Run(() => ClosingsAsync(found.Holder, period, actor, cell, ct), ct);
        var now = Task.Run(() => NowAsync(found.Holder, actor, cell, ct), ct);
        var closed = CasesAsync(db, found.Holder, period, actor, cell, ct);
        await Task.WhenAll(closed, closings, now);
        var (cases, isCut) = await closed;
        return new WorkMetrics(found, period, await now, ClosedWork.Of(cases), await closings, isCut)
        {
            TransferDays = (await rules.ReadAsync(db, ct)).On(TownSetting.TransferDays, time.Today),
        };
    }

    private static async Task<IReadOnlyList<MetricsSubject>> SubjectsAsync(MibspDbContext db, Actor actor, CancellationToken ct)
    {
        var subjects = new List<MetricsSubject>();
        if (actor.Role.HasDepartment())
        {
            subjects.Add(new MetricsSubject("me", Holder.Person(actor.UserId), null));
        }

        var all = actor.Role is StaffRole.Administrator or StaffRole.Commissioner or StaffRole.Auditor;
        if (all || actor.Role is StaffRole.Supervisor or StaffRole.IntegrityOfficer)
        {
            var departments = await db.Departments.AsNoTracking().Where(d => all || d.Id == actor.DepartmentId).OrderBy(d => d.Name).ThenBy(d => d.Id)
                .Select(d => new { d.Id, d.Name }).ToListAsync(ct);
            subjects.AddRange(departments.Select(d => new MetricsSubject($"department-{d.Id}", Holder.Department(d.Id), d.Name)));
        }

        if (actor.Role is StaffRole.Supervisor)
        {
            var officers = await db.Users.AsNoTracking()
                .Where(u => u.Role == StaffRole.Officer && u.DepartmentId == actor.DepartmentId && !u.IsDisabled)
                .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct);
            subjects.AddRange(officers.Select(u => new MetricsSubject($"officer-{u.Id:N}", Holder.Person(u.Id, actor.DepartmentId), u.DisplayName)));
        }

        return subjects;
    }

    /// <summary>The latest that were closed, and whether there are more.</summary>
    private async Task<(IReadOnlyList<(HeldCase Case, int? Rating)> Cases, bool IsCut)> CasesAsync(
        MibspDbContext db, Holder holder, MetricsPeriod period, Actor actor, int cell, CancellationToken ct)
    {
        var counted = db.Complaints.AsNoTracking().CountedFor(actor, cell);
        var isOfficer = holder.UserId is not null && (holder.UserId != actor.UserId || actor.Role is StaffRole.Officer or StaffRole.IntegrityOfficer);
        var had = HadBy(db, holder);
        var ids = await (isOfficer ? counted.Where(c => had.Contains(c.Id)) : counted.Where(WereWith(holder)))
            .Where(c => c.ClosedOn >= period.From && c.ClosedOn <= period.Until)
            .OrderByDescending(c => c.ClosedOn).ThenBy(c => c.Id).Select(c => c.Id).Take(MostCases + 1).ToListAsync(ct);
        return (await ReadAsync(db, counted, holder, [.. ids.Take(MostCases)], ct), ids.Count > MostCases);
    }

    private async Task<IReadOnlyList<(HeldCase Case, int? Rating)>> ReadAsync(
        MibspDbContext db, IQueryable<Complaint> counted, Holder holder, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var (cases, calendars) = (new List<(HeldCase, int?)>(), new Dictionary<int, MunicipalCalendar>());
        var inForce = await rules.ReadAsync(db, ct);
        foreach (var chunk in ids.Chunk(ReadAtOnce))
        {
            var rows = await counted.Where(c => chunk.Contains(c.Id))
                .Select(c => new { c.DepartmentId, c.FiledOn, c.Days, c.Round, c.AllowanceUnits, c.ClosedOn, c.Rating, Spans = c.Spans.OrderBy(s => s.Number).ToList() })
                .ToListAsync(ct);
            foreach (var row in rows.Where(r => r.Spans.Count > 0))
            {
                if (!calendars.TryGetValue(row.DepartmentId, out var calendar))
                {
                    calendars.Add(row.DepartmentId, calendar = await ReckoningSource.CalendarAsync(db, row.DepartmentId, ct));
                }

                var clock = inForce.ClockOn(row.FiledOn);
                var allowances = RoundAllowances.Of(row.Days, row.Round, row.AllowanceUnits, row.Spans, calendar, clock);
                cases.Add((HeldCase.Read(holder, row.Spans, allowances, calendar, clock, row.ClosedOn ?? time.Today), row.Rating));
            }
        }

        return cases;
    }

    private async Task<OpenWork> NowAsync(Holder holder, Actor actor, int cell, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counted = db.Complaints.AsNoTracking().CountedFor(actor, cell);
        var today = time.Today;
        var soon = today.AddDays(FigureQueries.DueSoonDays);
        var (user, department) = (holder.UserId, holder.DepartmentId);
        var open = counted.Where(c => c.Status != ComplaintStatus.Closed
            && (user == null || c.OfficerId == user || (c.OfficerId == null && c.AccountableId == user)) && (department == null || c.DepartmentId == department));
        var counts = await open.GroupBy(_ => 1)
            .Select(g => new { All = g.Count(), Soon = g.Count(c => c.LateAfterOn >= today && c.LateAfterOn <= soon), Late = g.Count(c => c.LateAfterOn < today) })
            .SingleOrDefaultAsync(ct);
        return new OpenWork(counts?.All ?? 0, counts?.Soon ?? 0, counts?.Late ?? 0);
    }

    private async Task<ProposedClosings?> ClosingsAsync(Holder holder, MetricsPeriod period, Actor actor, int cell, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return holder.UserId == actor.UserId ? null
            : holder is { UserId: null, DepartmentId: { } department } ? await ClosingsOfDepartmentAsync(db, db.Recusals.IdsNotCountedFor(db.Complaints, actor, cell), department, period, ct)
            : await ClosingsOfPersonAsync(db, db.Complaints.AsNoTracking().CountedFor(actor, cell), holder, period, ct);
    }

    /// <summary>A closing is a person's who proposed it.</summary>
    private static async Task<ProposedClosings> ClosingsOfPersonAsync(MibspDbContext db, IQueryable<Complaint> counted, Holder holder, MetricsPeriod period, CancellationToken ct)
    {
        var (user, department, first, last) = (holder.UserId, holder.DepartmentId, period.From, period.Until);

        // The few that can be meant first, found by an index; what exactly counts is said below.
        var meant = db.StatusChanges.Where(h => h.UserId == user && h.To == ComplaintStatus.ActionTaken && h.On >= first && h.On <= last).Select(h => EF.Property<Guid>(h, "ComplaintId"));
        var answers =
            from complaint in counted.Where(c => meant.Contains(c.Id))
            from change in complaint.History
            where change.To == ComplaintStatus.ActionTaken && change.On >= first && change.On <= last && change.UserId == user
                && (department == null || complaint.Spans.Any(s =>
                    s.DepartmentId == department && s.State == ClockState.AwaitingConfirmation && s.FromOn == change.On))
            select complaint.History.Where(next => next.Number > change.Number).OrderBy(next => next.Number).Select(next => (ComplaintStatus?)next.To).FirstOrDefault();
        var found = await answers.ToListAsync(ct);
        return new ProposedClosings(found.Count, found.Count(next => next == ComplaintStatus.Reopened));
    }

    /// <summary>A closing is the department's that had the complaint then. Off the tallies, without what does not count for whoever asks.</summary>
    private static async Task<ProposedClosings> ClosingsOfDepartmentAsync(MibspDbContext db, IQueryable<Guid> uncounted, int department, MetricsPeriod period, CancellationToken ct)
    {
        var (first, last) = (period.From, period.Until);

        // Mostly nothing is: then the proposals need not be looked through for it.
        var ids = !await uncounted.AnyAsync(ct) ? [] : await db.StatusChanges
            .Where(h => (h.DepartmentId == department || h.DepartmentId == null) && h.To == ComplaintStatus.ActionTaken && h.On >= first && h.On <= last)
            .Select(h => EF.Property<Guid>(h, "ComplaintId")).Where(id => uncounted.Contains(id)).Distinct().ToListAsync(ct);
        var sums = new FigureSums(db, department, await TallyCounting.OfAsync(db, ids, ct));
        var flow = (await sums.SumAsync(FlowMargin.All, first, last, ct)).Values.Aggregate(default(FlowCount), (all, one) => all + one);
        return new ProposedClosings(flow.Proposed, flow.Contested);
    }

    // Of an officer's, which are few among all, the spans are read first; a head's or a department's are found soon among the latest closed.
    private static IQueryable<Guid> HadBy(MibspDbContext db, Holder holder)
    {
        var (user, department) = (holder.UserId, holder.DepartmentId);
        var spans = db.CaseSpans.Where(s => department == null || s.DepartmentId == department);
        return spans.Where(s => s.OfficerId == user).Select(s => s.ComplaintId).Concat(spans.Where(s => s.AccountableId == user && s.OfficerId == null).Select(s => s.ComplaintId));
    }

    private static Expression<Func<Complaint, bool>> WereWith(Holder holder)
    {
        var (user, department) = (holder.UserId, holder.DepartmentId);
        return user is null
            ? c => c.Spans.Any(s => s.DepartmentId == department || s.ChargedDepartmentId == department)
            : c => c.Spans.Any(s => (s.OfficerId == user || (s.OfficerId == null && s.AccountableId == user)) && (department == null || s.DepartmentId == department));
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Settings;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Officers;

/// <summary>When somebody is away, and who answers for their work meanwhile. Both null: here.</summary>
public sealed record Absence(DateOnly? FromOn, DateOnly? UntilOn, Guid? SubstituteId);

/// <summary>Members of staff say when they are away, or an administrator says it for them. Deadlines run on; somebody else answers.</summary>
public sealed class StaffAbsence(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time, RulesReading rules)
{
    /// <summary>An absence is at most this many days, and begins within as many.</summary>
    public const int DaysMax = 366;

    public async Task<Absence?> FindAsync(Guid userId, Actor actor, CancellationToken ct)
    {
        if (!MaySet(userId, actor))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(u => u.Id == userId).Select(u => new Absence(u.AbsentFromOn, u.AbsentUntilOn, u.SubstituteId)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Enabled colleagues of the same department who could answer meanwhile, by name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> SubstitutesAsync(Guid userId, Actor actor, CancellationToken ct)
    {
        if (!MaySet(userId, actor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Substitutes(db, userId).OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new { u.Id, u.DisplayName }).Take(200).ToListAsync(ct);
        return [.. found.Select(u => (u.Id, u.DisplayName))];
    }

    public async Task<Outcome> SetAsync(Guid userId, Absence absence, Actor actor, CancellationToken ct)
    {
        if (!MaySet(userId, actor))
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ledger.ChangeAsync(db, async (records, token) =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, token);
            Require(user is not null, Refusal.NotFound);
            await CheckAsync(db, userId, absence, token);
            (user!.AbsentFromOn, user.AbsentUntilOn, user.SubstituteId) = (absence.FromOn, absence.UntilOn, absence.SubstituteId);
            records.Add(AuditRecord.Of(AuditAct.AbsenceSet, Stamp.Staff(actor, time), null, Details(user)) with { Subjects = [AuditSubject.User(user.Id)] });
            await AnsweringAnew.MarkAsync(db, user, time.Today, await rules.ReadAsync(db, token), token);
        }, ct);
    }

    private async Task CheckAsync(MibspDbContext db, Guid userId, Absence absence, CancellationToken ct)
    {
        var today = time.Today;
        Require(absence.FromOn is not null || (absence.UntilOn is null && absence.SubstituteId is null), Refusal.DaysOutOfRange);
        Require(absence.UntilOn is null || absence.UntilOn >= absence.FromOn, Refusal.DaysOutOfRange);
        Require(absence.FromOn is null || Math.Abs(absence.FromOn.Value.DayNumber - today.DayNumber) <= DaysMax, Refusal.DaysOutOfRange);
        Require(absence.UntilOn is null || absence.UntilOn.Value.DayNumber - today.DayNumber <= 2 * DaysMax, Refusal.DaysOutOfRange);
        Require(absence.SubstituteId is not { } substitute || await Substitutes(db, userId).AnyAsync(u => u.Id == substitute, ct), Refusal.OfficerNotEligible);
    }

    private static IQueryable<StaffUser> Substitutes(MibspDbContext db, Guid userId)
        => db.Users.Where(u => u.Id != userId && !u.IsDisabled && u.DepartmentId != null && u.DepartmentId == db.Users.Where(o => o.Id == userId).Select(o => o.DepartmentId).FirstOrDefault());

    private static bool MaySet(Guid userId, Actor actor) => userId == actor.UserId || actor.Role is StaffRole.Administrator;

    private static Dictionary<string, string> Details(StaffUser user) => new()
    {
        ["user"] = user.Id.ToString("N"),
        ["from"] = $"{user.AbsentFromOn:yyyy-MM-dd}",
        ["until"] = $"{user.AbsentUntilOn:yyyy-MM-dd}",
        ["substitute"] = user.SubstituteId?.ToString("N") ?? "",
    };
}

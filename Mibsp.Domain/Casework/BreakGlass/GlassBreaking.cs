using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Casework.BreakGlass;

/// <summary>What came of stating a purpose: the case with what was written in it, for this one view, or why not.</summary>
public sealed record OpenedCase(Refusal? Refusal, CaseView? View);

/// <summary>An opening as staff see it. The words are null for those who have not opened the case, and once it was erased.</summary>
public sealed record OpeningRow(int Number, string UserName, DateOnly On, OpeningPurpose Purpose, string? Reason);

/// <summary>
/// The one way by which an administrator reads what a citizen wrote: by saying what for. It is entered in the record, the citizen is
/// told, and it opens the case for one look. What is kept from the administrator does not exist here either.
/// </summary>
public sealed class GlassBreaking(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintKeeping keeping, CaseQueries cases, MunicipalTime time)
{
    private const int OpeningsMax = 100;

    /// <summary>Entered first; what cannot be entered is not opened.</summary>
    public async Task<OpenedCase> OpenAsync(string caseNumber, OpeningPurpose? purpose, string reason, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return new OpenedCase(Refusal.NotFound, null);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);

        // The rule is asked under the lock, too: who is recused by then has not opened it.
        var outcome = await ledger.ChangeAsync(db, async (records, token) => records.Add(await EnterAsync(db, caseNumber, purpose, reason, actor, token)), ct);
        if (outcome.Refusal is { } refusal)
        {
            return new OpenedCase(refusal, null);
        }

        var view = await cases.FindOpenedAsync(caseNumber, actor, ct);
        return new OpenedCase(view is null ? Refusal.NotFound : null, view);
    }

    /// <summary>Who opened the case by stating a purpose, the latest first. With the words only beside an opened case.</summary>
    public async Task<IReadOnlyList<OpeningRow>> ListAsync(Guid complaintId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Complaints.VisibleTo(actor).AnyAsync(c => c.Id == complaintId, ct))
        {
            return [];
        }

        var mayRead = await db.Complaints.ReadableBy(actor).AnyAsync(c => c.Id == complaintId, ct);
        using var cipher = mayRead ? await keeping.OpenAsync(db, complaintId, ct) : null;
        var openings = await db.StatedOpenings.AsNoTracking().Where(o => o.ComplaintId == complaintId).OrderByDescending(o => o.Number).Take(OpeningsMax).ToListAsync(ct);
        var people = openings.Select(o => o.UserId).Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return [.. openings.Select(o => new OpeningRow(o.Number, names.GetValueOrDefault(o.UserId, ""), o.On, o.Purpose, cipher is null ? null : o.ReadReason(cipher)))];
    }

    private async Task<AuditRecord> EnterAsync(MibspDbContext db, string caseNumber, OpeningPurpose? purpose, string reason, Actor actor, CancellationToken ct)
    {
        var id = await db.Complaints.VisibleTo(actor).Where(c => c.CaseNumber == caseNumber).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct)
            ?? throw new RuleBrokenException(Refusal.NotFound);
        using var cipher = await keeping.OpenAsync(db, id, ct) ?? throw new RuleBrokenException(Refusal.Erased);
        Require(purpose is not null, Refusal.PurposeMissing);
        var number = await db.StatedOpenings.CountAsync(o => o.ComplaintId == id, ct) + 1;
        var stamp = Stamp.Staff(actor, time);
        db.Add(new StatedOpening(number, actor.UserId, stamp.On, purpose!.Value, reason, cipher));
        return AuditRecord.Of(AuditAct.CaseOpenedForPurpose, stamp, id, new Dictionary<string, string> { ["purpose"] = $"{purpose}" });
    }
}

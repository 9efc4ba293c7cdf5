using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit.Reading;

/// <summary>
/// A filter as the database can be asked: names have become ids, days the first and last number they can have. Every list of numbers is walked along
/// one index and never further than it must, so that the seven millionth entry costs what the first did.
/// </summary>
internal sealed record AuditReach(AuditFilter Filter, Guid ReaderId, Guid? UserId, Guid? ComplaintId, long First, long Last)
{
    /// <summary>Null when there can be no such entry: nobody is called so, or there is no such case for this reader. Both look the same.</summary>
    public static async Task<AuditReach?> FindAsync(MibspDbContext db, AuditFilter filter, Actor actor, CancellationToken ct)
    {
        var (userName, number) = (filter.UserName?.Trim().ToUpperInvariant(), filter.CaseNumber?.Trim());
        var user = string.IsNullOrEmpty(userName) ? null : await db.Users.Where(u => u.NormalizedUserName == userName).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
        var complaint = string.IsNullOrEmpty(number) ? null : await db.Complaints.VisibleTo(actor with { Role = StaffRole.Administrator })
            .Where(c => c.CaseNumber == number).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
        if ((user is null && !string.IsNullOrEmpty(userName)) || (complaint is null && !string.IsNullOrEmpty(number)))
        {
            return null;
        }

        var last = Math.Min(await ReadableRecord.EndAsync(db, ct), filter.Until is { } until ? await LastAsync(db, until, ct) : long.MaxValue);
        return new AuditReach(filter, actor.UserId, user, complaint, filter.From is { } from ? await FirstAsync(db, from, ct) : 1, last);
    }

    /// <summary>The numbers along the one index that narrows most, without those about complaints that are kept from the reader.</summary>
    public IQueryable<long> Along(MibspDbContext db)
    {
        var hidden = db.Recusals.Where(r => r.UserId == ReaderId);
        var details = db.AuditDetails.Where(d => !hidden.Any(h => h.ComplaintId == d.ComplaintId));
        var entries = db.AuditEntries.Where(e => !db.AuditDetails.Any(d => d.Sequence == e.Sequence && hidden.Any(h => h.ComplaintId == d.ComplaintId)));
        return (this, Filter) switch
        {
            ({ ComplaintId: { } complaint }, _) => details.Where(d => d.ComplaintId == complaint && d.Sequence >= First && d.Sequence <= Last).Select(d => d.Sequence),
            ({ UserId: { } user }, _) => details.Where(d => d.UserId == user && d.Sequence >= First && d.Sequence <= Last).Select(d => d.Sequence),
            (_, { Act: { } act }) => entries.Where(e => e.Act == act && e.Sequence >= First && e.Sequence <= Last).Select(e => e.Sequence),
            (_, { By: { } by }) => entries.Where(e => e.By == by && e.Sequence >= First && e.Sequence <= Last).Select(e => e.Sequence),
            _ => entries.Where(e => e.Sequence >= First && e.Sequence <= Last).Select(e => e.Sequence),
        };
    }

    /// <summary>What the index alone does not tell.</summary>
    public IQueryable<AuditEntry> Rest(MibspDbContext db)
    {
        IQueryable<AuditEntry> entries = db.AuditEntries;
        entries = Filter.Act is { } act ? entries.Where(e => e.Act == act) : entries;
        entries = Filter.By is { } by ? entries.Where(e => e.By == by) : entries;
        entries = Filter.From is { } from ? entries.Where(e => e.On >= from) : entries;
        entries = Filter.Until is { } until ? entries.Where(e => e.On <= until) : entries;
        return ComplaintId is not null && UserId is { } user
            ? entries.Where(e => db.AuditDetails.Any(d => d.Sequence == e.Sequence && d.UserId == user))
            : entries;
    }

    /// <summary>Whether many on the index may not be what is looked for.</summary>
    public bool IsMixed => new[] { ComplaintId is not null, UserId is not null, Filter.Act is not null, Filter.By is not null }.Count(set => set) > 1;

    // Days follow numbers, but for the minutes around midnight, when an act of the new day can be entered before one of the old. So two days are looked at.
    private static async Task<long> FirstAsync(MibspDbContext db, DateOnly from, CancellationToken ct)
    {
        var (first, next) = (await OnOrAfterAsync(from), await OnOrAfterAsync(from < DateOnly.MaxValue ? from.AddDays(1) : from));
        return Math.Min(first, next);

        async Task<long> OnOrAfterAsync(DateOnly day) => await db.AuditEntries.Where(e => e.On >= day)
            .OrderBy(e => e.On).ThenBy(e => e.Sequence).Select(e => (long?)e.Sequence).FirstOrDefaultAsync(ct) ?? long.MaxValue;
    }

    private static async Task<long> LastAsync(MibspDbContext db, DateOnly until, CancellationToken ct)
    {
        var (last, before) = (await OnOrBeforeAsync(until), await OnOrBeforeAsync(until > DateOnly.MinValue ? until.AddDays(-1) : until));
        return Math.Max(last, before);

        async Task<long> OnOrBeforeAsync(DateOnly day) => await db.AuditEntries.Where(e => e.On <= day)
            .OrderByDescending(e => e.On).ThenByDescending(e => e.Sequence).Select(e => (long?)e.Sequence).FirstOrDefaultAsync(ct) ?? 0;
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Notifying;

/// <summary>A notice as its reader sees it.</summary>
public sealed record NoticeRow(Guid Id, NoticeKind Kind, string CaseNumber, DateOnly On, bool IsRead);

/// <summary>
/// What somebody is told, and what of it they have read. Everything here goes through <see cref="ComplaintAccess"/>: a notice about a
/// case that its reader may not see any more is neither listed nor counted nor marked.
/// </summary>
public sealed class NoticeReading(IDbContextFactory<MibspDbContext> contexts, INoticeEvents events)
{
    public const int PageSize = 25;

    /// <summary>More than this are not counted: nobody reads a number of thousands, and each open page asks.</summary>
    public const int CountMost = 99;

    /// <summary>The newest days first. Which of a day's notices came first is not known.</summary>
    public async Task<Page<NoticeRow>> ListAsync(int page, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var number = Math.Clamp(page, 1, 10_000);
        var rows = await (
            from n in db.Notices.Where(n => n.UserId == actor.UserId)
            join c in db.Complaints.VisibleTo(actor) on n.ComplaintId equals c.Id
            orderby n.On descending, c.CaseNumber descending, n.Number descending, n.Id
            select new NoticeRow(n.Id, n.Kind, c.CaseNumber!, n.On, n.IsRead))
            .Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
        return new Page<NoticeRow>([.. rows.Take(PageSize)], number, rows.Count > PageSize);
    }

    /// <summary>How many are unread, or one more than <see cref="CountMost"/> where there are more than that.</summary>
    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await VisibleTo(db, actor).Where(n => !n.IsRead).Take(CountMost + 1).CountAsync(ct);
    }

    public Task MarkAsync(Guid id, Actor actor, CancellationToken ct) => MarkAsync(notices => notices.Where(n => n.Id == id), actor, ct);

    public Task MarkAllAsync(Actor actor, CancellationToken ct) => MarkAsync(notices => notices, actor, ct);

    /// <summary>Whoever has the case before them knows what the notices about it say.</summary>
    public Task MarkCaseAsync(Guid complaintId, Actor actor, CancellationToken ct)
        => MarkAsync(notices => notices.Where(n => n.ComplaintId == complaintId), actor, ct);

    /// <summary>The notices of one person about cases they may see now.</summary>
    internal static IQueryable<Notice> VisibleTo(MibspDbContext db, Actor actor)
    {
        var visible = db.Complaints.VisibleTo(actor);
        return db.Notices.Where(n => n.UserId == actor.UserId && visible.Any(c => c.Id == n.ComplaintId));
    }

    // A reader's own bookmark and no act: it changes no case and nobody else sees it. So it stands in no record, and waits for no lock.
    private async Task MarkAsync(Func<IQueryable<Notice>, IQueryable<Notice>> which, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await which(VisibleTo(db, actor)).Where(n => !n.IsRead).ExecuteUpdateAsync(s => s.SetProperty(n => n.IsRead, true), ct) > 0)
        {
            events.Tell([actor.UserId]);
        }
    }
}

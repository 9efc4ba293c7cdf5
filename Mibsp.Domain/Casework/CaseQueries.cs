using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>One case with all that belongs to it, for those who may see it.</summary>
public sealed class CaseQueries(
    IDbContextFactory<MibspDbContext> contexts, ComplaintQueries complaints, EvidenceStore store, CaseOpening opening)
{
    private const int LinesMax = 1000;

    /// <summary>
    /// The case, or null when there is none or the actor may not see it: the two look the same. That what was written is read
    /// is entered in the record first; the bare facts, which are all that an administrator gets, are no reading.
    /// </summary>
    public async Task<CaseView?> FindAsync(string caseNumber, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = db.Complaints.AsNoTracking().VisibleTo(actor).Where(c => c.CaseNumber == caseNumber);
        var complaint = await visible.Include(c => c.History).SingleOrDefaultAsync(ct);
        if (complaint is null)
        {
            return null;
        }

        var mayRead = actor.Role.WorksOnComplaints();
        if (mayRead)
        {
            await opening.EnterAsync(complaint.Id, actor, ct);
        }

        var facts = await complaints.Rows(db, visible).SingleAsync(ct);
        var named = await db.Departments.Where(d => d.Id == complaint.NamedDepartmentId).Select(d => d.Name).SingleAsync(ct);
        var names = await NamesAsync(db, complaint.Id, ct);
        var story = mayRead ? await StoryAsync(db, complaint.Id, ct) : null;
        var timeline = await TimelineAsync(db, complaint, names, mayRead, ct);
        var files = mayRead
            ? await db.EvidenceFiles.Where(e => e.ComplaintId == complaint.Id).OrderBy(e => e.Number)
                .Select(e => new CaseFile(e.Id, e.Number, e.Type, e.Size, e.On)).Take(2 * ComplaintFiling.FilesMax).ToListAsync(ct)
            : [];
        return new CaseView(facts, complaint.KeepFrom, named, complaint.Contests, complaint.Rating, story, timeline, files);
    }

    /// <summary>A file of evidence, decrypted, for those who may read the case. That it was opened is entered in the record first.</summary>
    public async Task<EvidenceContent?> OpenEvidenceAsync(Guid evidenceId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var file = await (from e in db.EvidenceFiles.AsNoTracking()
                          join c in db.Complaints.ReadableBy(actor) on e.ComplaintId equals c.Id
                          where e.Id == evidenceId
                          select new { e.StoredName, e.Key, e.Type, e.Number, e.ComplaintId, c.CaseNumber }).SingleOrDefaultAsync(ct);
        if (file is null)
        {
            return null;
        }

        var bytes = await store.OpenAsync(file.StoredName, file.Key, ct);
        await opening.EnterFileAsync(file.ComplaintId, actor, ct);
        return new EvidenceContent(bytes, file.Type, file.CaseNumber, file.Number);
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(MibspDbContext db, Guid id, CancellationToken ct)
    {
        var people = db.StatusChanges.Where(h => EF.Property<Guid>(h, "ComplaintId") == id && h.UserId != null).Select(h => h.UserId!.Value)
            .Union(db.Messages.Where(m => m.ComplaintId == id && m.UserId != null).Select(m => m.UserId!.Value))
            .Union(db.Notes.Where(n => n.ComplaintId == id).Select(n => n.UserId));
        return await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
    }

    private static async Task<StoryView?> StoryAsync(MibspDbContext db, Guid id, CancellationToken ct)
        => await db.ComplaintContents.Where(s => s.ComplaintId == id)
            .Select(s => new StoryView(s.Description, s.HappenedOn, s.HappenedByMonth, s.Amount, s.FileNumber, s.HowToCheck))
            .SingleOrDefaultAsync(ct);

    private static async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        MibspDbContext db, Complaint complaint, Dictionary<Guid, string> names, bool mayRead, CancellationToken ct)
    {
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;

        // Who may not read what was written still sees that, and when, something happened.
        var lines = complaint.History.Select(h => new TimelineItem(
            h.Number, TimelineKind.Status, h.By, Name(h.UserId), h.On, h.From, h.To, mayRead ? h.Note : null)).ToList();
        if (mayRead)
        {
            var messages = await db.Messages.AsNoTracking().Where(m => m.ComplaintId == complaint.Id).OrderBy(m => m.Number).Take(LinesMax).ToListAsync(ct);
            lines.AddRange(messages.Select(m => new TimelineItem(
                m.Number, TimelineKind.Message, m.By, Name(m.UserId), m.On, null, null, m.Text)));
            var notes = await db.Notes.AsNoTracking().Where(n => n.ComplaintId == complaint.Id).OrderBy(n => n.Number).Take(LinesMax).ToListAsync(ct);
            lines.AddRange(notes.Select(n => new TimelineItem(
                n.Number, TimelineKind.Note, Party.Staff, Name(n.UserId), n.On, null, null, n.Text)));
        }

        return [.. lines.OrderBy(l => l.Number)];
    }
}

/// <summary>A decrypted file of evidence and what to call it: never by a name the citizen gave.</summary>
public sealed record EvidenceContent(byte[] Bytes, EvidenceType Type, string CaseNumber, int Number);

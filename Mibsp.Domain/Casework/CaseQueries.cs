using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>One case with all that belongs to it, for those who may see it.</summary>
public sealed class CaseQueries(
    IDbContextFactory<MibspDbContext> contexts, ComplaintQueries complaints, EvidenceStore store, ComplaintKeeping keeping, CaseOpening opening)
{
    private const int LinesMax = 1000;

    /// <summary>
    /// The case, or null when there is none or the actor may not see it: the two look the same. That what was written is read
    /// is entered in the record first; the bare facts, which are all that an administrator gets, are no reading.
    /// </summary>
    public Task<CaseView?> FindAsync(string caseNumber, Actor actor, CancellationToken ct) => FindAsync(caseNumber, isOpened: false, actor, ct);

    /// <summary>The case with what was written in it, for an administrator who has stated a purpose, which has been entered.</summary>
    internal Task<CaseView?> FindOpenedAsync(string caseNumber, Actor actor, CancellationToken ct) => FindAsync(caseNumber, isOpened: true, actor, ct);

    private async Task<CaseView?> FindAsync(string caseNumber, bool isOpened, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = db.Complaints.AsNoTracking().VisibleTo(actor).Where(c => c.CaseNumber == caseNumber);
        var complaint = await visible.Include(c => c.History).SingleOrDefaultAsync(ct);
        if (complaint is null)
        {
            return null;
        }

        var mayRead = await db.Complaints.ReadableBy(actor).AnyAsync(c => c.Id == complaint.Id, ct);
        if (mayRead && complaint.ErasedOn is null)
        {
            await opening.EnterAsync(complaint.Id, actor, ct);
        }

        mayRead |= isOpened;

        var facts = await complaints.Rows(db, visible).SingleAsync(ct);
        var named = await db.Departments.Where(d => d.Id == complaint.NamedDepartmentId).Select(d => d.Name).SingleAsync(ct);
        var names = await NamesAsync(db, complaint.Id, ct);

        // Null for those who may not read, and when there is nothing left to read.
        using var cipher = mayRead ? await keeping.OpenAsync(db, complaint.Id, ct) : null;
        var story = cipher is null ? null : await StoryAsync(db, cipher, ct);
        var timeline = await TimelineAsync(db, complaint, names, cipher, ct);
        var files = mayRead
            ? await db.EvidenceFiles.Where(e => e.ComplaintId == complaint.Id).OrderBy(e => e.Number)
                .Select(e => new CaseFile(e.Id, e.Number, e.Type, e.Size, e.Scan, e.On)).Take(2 * ComplaintFiling.FilesMax).ToListAsync(ct)
            : [];
        var standing = await StandingAsync(db, complaint, cipher, actor, ct);
        return new CaseView(facts, complaint.KeepFrom, named, complaint.Contests, story, timeline, files, complaint.ErasedOn, complaint.Rating, standing) { MayRead = mayRead };
    }

    /// <summary>A file of evidence, decrypted, for those who may read the case. That it was opened is entered in the record first.</summary>
    public async Task<EvidenceContent?> OpenEvidenceAsync(Guid evidenceId, Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var file = await (from e in db.EvidenceFiles.AsNoTracking()
                          join c in db.Complaints.ReadableBy(actor) on e.ComplaintId equals c.Id
                          where e.Id == evidenceId
                          select new { Evidence = e, CaseNumber = c.CaseNumber! }).SingleOrDefaultAsync(ct);
        if (file?.Evidence is not { } evidence)
        {
            return null;
        }

        using var cipher = await keeping.OpenAsync(db, evidence.ComplaintId, ct);
        if (cipher is null)
        {
            return null;
        }

        var key = evidence.ReadKey(cipher);
        var bytes = await store.OpenAsync(evidence.StoredName, key, ct);
        CryptographicOperations.ZeroMemory(key);
        await opening.EnterFileAsync(evidence.ComplaintId, actor, ct);
        return new EvidenceContent(bytes, evidence.Type, evidence.Scan, file.CaseNumber, evidence.Number);
    }

    // What is waited for is for the head of that department, too, who reads nothing else of the case.
    private async Task<CaseStanding> StandingAsync(MibspDbContext db, Complaint complaint, ComplaintCipher? cipher, Actor actor, CancellationToken ct)
    {
        var asked = cipher is null && actor.Role is StaffRole.Supervisor && complaint.BlockedByDepartmentId == actor.DepartmentId;
        using var opened = asked ? await keeping.OpenAsync(db, complaint.Id, ct) : null;
        return await CaseStandings.ReadAsync(db, complaint, cipher, cipher ?? opened, actor, ct);
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(MibspDbContext db, Guid id, CancellationToken ct)
    {
        var people = db.StatusChanges.Where(h => EF.Property<Guid>(h, "ComplaintId") == id && h.UserId != null).Select(h => h.UserId!.Value)
            .Union(db.Messages.Where(m => m.ComplaintId == id && m.UserId != null).Select(m => m.UserId!.Value))
            .Union(db.Notes.Where(n => n.ComplaintId == id).Select(n => n.UserId));
        return await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
    }

    private static async Task<StoryView?> StoryAsync(MibspDbContext db, ComplaintCipher cipher, CancellationToken ct)
        => await db.ComplaintContents.AsNoTracking().SingleOrDefaultAsync(c => c.ComplaintId == cipher.ComplaintId, ct) is { } content
            && content.Read(cipher) is var s
            ? new StoryView(s.Description, s.HappenedOn, s.HappenedByMonth, s.Amount, s.FileNumber, s.HowToCheck)
            : null;

    private static async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        MibspDbContext db, Complaint complaint, Dictionary<Guid, string> names, ComplaintCipher? cipher, CancellationToken ct)
    {
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;

        // Who may not read what was written still sees that, and when, something happened.
        var lines = complaint.History.Select(h => new TimelineItem(
            h.Number, TimelineKind.Status, h.By, Name(h.UserId), h.On, h.From, h.To, h.ReadNote(cipher))).ToList();
        if (cipher is not null)
        {
            var messages = await db.Messages.AsNoTracking().Where(m => m.ComplaintId == complaint.Id).OrderBy(m => m.Number).Take(LinesMax).ToListAsync(ct);
            lines.AddRange(messages.Select(m => new TimelineItem(
                m.Number, TimelineKind.Message, m.By, Name(m.UserId), m.On, null, null, m.Read(cipher))));
            var notes = await db.Notes.AsNoTracking().Where(n => n.ComplaintId == complaint.Id).OrderBy(n => n.Number).Take(LinesMax).ToListAsync(ct);
            lines.AddRange(notes.Select(n => new TimelineItem(
                n.Number, TimelineKind.Note, Party.Staff, Name(n.UserId), n.On, null, null, n.Read(cipher))));
        }

        return [.. lines.OrderBy(l => l.Number)];
    }
}

/// <summary>A decrypted file of evidence and what to call it: never by a name the citizen gave.</summary>
public sealed record EvidenceContent(byte[] Bytes, EvidenceType Type, EvidenceScan Scan, string CaseNumber, int Number);

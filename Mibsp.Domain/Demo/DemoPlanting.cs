using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Templates;

namespace Mibsp.Domain.Demo;

/// <summary>
/// Fills an empty database with a believable town, so that the first look at any page shows something. For Development:
/// the passwords are public.
/// </summary>
public sealed class DemoPlanting(
    IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintReception reception, IPasswordHasher<StaffUser> hasher)
{
    /// <summary>Plants everything or, where there is a department already, nothing. Says which.</summary>
    public async Task<bool> PlantAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Departments.AnyAsync(ct))
        {
            return false;
        }

        var records = new List<AuditRecord>();
        await ledger.SaveAsync(db, records, ct, async token =>
        {
            // A second process may have been faster, and a failed attempt is made anew from nothing.
            records.Clear();
            db.ChangeTracker.Clear();
            if (!await db.Departments.AnyAsync(token))
            {
                await FillAsync(db, records, token);
            }
        });
        return records.Count > 0;
    }

    private async Task FillAsync(MibspDbContext db, List<AuditRecord> records, CancellationToken ct)
    {
        // One after the other, because their ids are to be in this order on every database.
        var departments = new List<Department>();
        foreach (var name in DemoDirectory.Departments.Select(d => d.Name).Append(DirectoryFounding.IntegrityCellName))
        {
            departments.Add(new Department(name, isIntegrityCell: name == DirectoryFounding.IntegrityCellName));
            db.Add(departments[^1]);
            await db.SaveChangesAsync(ct);
        }

        var services = DemoDirectory.Departments
            .SelectMany((d, i) => d.Services.Select(s => new Service(departments[i].Id, s.Name, s.Description, s.DeadlineDays))).ToList();
        foreach (var service in services)
        {
            db.Add(service);
            await db.SaveChangesAsync(ct);
        }

        db.Add(DemoDirectory.TownHall(reception.Time.Today.Year));
        db.AddRange(DemoTemplates.ForAll.Select(t => new ReplyTemplate(null, t.Title, t.Text)));
        db.AddRange(departments.SelectMany(d => DemoTemplates.Of(d.Name).Select(t => new ReplyTemplate(d.Id, t.Title, t.Text))));
        db.AddRange(DemoDirectory.Wards.Select((name, i) => new Ward(i + 1, name)));
        var cell = departments[^1].Id;
        var staff = DemoStaff.Make([.. departments.Select(d => d.Id).Where(id => id != cell)], cell, hasher);
        db.AddRange(staff.Users);
        await db.SaveChangesAsync(ct);

        var lives = new DemoTown(departments, services, staff, reception.Key, reception.Time).MakeComplaints();
        Number(db, lives);
        foreach (var life in lives)
        {
            Plant(db, life);
        }

        records.AddRange(lives.SelectMany(l => l.Entries).OrderBy(e => e.On).ThenBy(e => e.Minute).Select(e => e.Record));
        records.Add(AuditRecord.Of(
            AuditAct.DemoDataPlanted, Stamp.System(reception.Time), null,
            new Dictionary<string, string> { ["complaints"] = $"{lives.Count}", ["accounts"] = $"{staff.Users.Count}" }));
    }

    private void Plant(MibspDbContext db, DemoLife life)
    {
        using (life)
        {
            db.Add(life.Complaint);
            db.AddRange(life.Written);
            if (life.Complaint.ErasedOn is null)
            {
                reception.Keeping.Wrap(db.Add(new ComplaintKey(life.Complaint.Id)).Entity, life.Cipher);
            }
        }
    }

    private static void Number(MibspDbContext db, IReadOnlyList<DemoLife> lives)
    {
        foreach (var year in lives.GroupBy(l => l.Complaint.FiledOn.Year))
        {
            var counter = new CaseCounter(year.Key, 0);
            db.Add(counter);
            foreach (var life in year)
            {
                life.Complaint.Number(counter.Next());
            }
        }
    }
}

using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Persistence.Bulk;

namespace Mibsp.Domain.Seeding;

/// <summary>Why nothing was planted.</summary>
public enum SeedRefusal
{
    /// <summary>There are complaints already, and this is no place for made-up ones.</summary>
    NotEmpty,

    /// <summary>Complaints need departments with services and officers, an integrity cell, and two people who can agree to a closing.</summary>
    NoTown,
}

/// <summary>
/// Plants very many believable complaints, to see how the portal bears them: filed over three years, in every status, with clock, ladder, record
/// and tallies as if each act had been done on its day. The memory it takes does not grow with what was planted before.
/// </summary>
public sealed class ComplaintSeeding(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, ComplaintReception reception, ClockRules rules)
{
    private const int ComplaintsOfAnOfficer = 20_000;
    private const int OfficersMost = 12;

    /// <summary>
    /// Null when all is planted. Beside complaints that are there already only where <paramref name="isTrial"/>. When it is stopped, what was
    /// filed until then stays, with all that became of it.
    /// </summary>
    public async Task<SeedRefusal?> PlantAsync(SeedPlan plan, bool isTrial, IProgress<SeedProgress>? progress, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (!isTrial && await db.Complaints.AnyAsync(stop))
        {
            return SeedRefusal.NotEmpty;
        }

        var today = reception.Time.Today;
        if (await SeedTown.ReadAsync(db, rules, today, stop) is null)
        {
            return SeedRefusal.NoTown;
        }

        await HireAsync(db, Math.Clamp(plan.Complaints / ComplaintsOfAnOfficer, 1, OfficersMost), stop);
        var town = (await SeedTown.ReadAsync(db, rules, today, stop))!;
        await WriteAsync(db, new SeedBatches(town, plan, today).Make(stop), plan, progress);
        return null;
    }

    private async Task WriteAsync(MibspDbContext db, IEnumerable<SeedBatch> batches, SeedPlan plan, IProgress<SeedProgress>? progress)
    {
        var (bulk, planted) = (BulkLoading.Of(db), 0);

        // One connection for all, because settings belong to it.
        await db.Database.OpenConnectionAsync(CancellationToken.None);
        try
        {
            await bulk.PrepareAsync(db, CancellationToken.None);
            var writing = new SeedWriting(db, bulk, reception.Keeping);
            if (plan.IndexesLast)
            {
                await bulk.LeaveOutAsync(db, writing.Tables, CancellationToken.None);
            }

            await foreach (var batch in Ahead(batches))
            {
                await writing.WriteAsync(batch, CancellationToken.None);
                progress?.Report(new SeedProgress(planted += batch.Lives.Count, plan.Complaints));
            }

            progress?.Report(new SeedProgress(planted, plan.Complaints, IsOrdering: true));
            await bulk.RestoreAsync(db, writing.Tables, CancellationToken.None);
        }
        finally
        {
            await bulk.FinishAsync(db, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    // While one batch is written the next one is made.
    private static async IAsyncEnumerable<SeedBatch> Ahead(IEnumerable<SeedBatch> batches)
    {
        var made = Channel.CreateBounded<SeedBatch>(1);
        using var left = new CancellationTokenSource();
        var making = Task.Run(async () =>
        {
            try
            {
                foreach (var batch in batches)
                {
                    await made.Writer.WriteAsync(batch, left.Token);
                }

                made.Writer.Complete();
            }
            catch (Exception fault)
            {
                made.Writer.Complete(fault);
            }
        });
        try
        {
            await foreach (var batch in made.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return batch;
            }
        }
        finally
        {
            await left.CancelAsync();
            await making;
        }
    }

    /// <summary>So many officers in each department, as a town of this size has. Nobody can sign in as one of them: they have no password.</summary>
    private async Task HireAsync(MibspDbContext db, int officers, CancellationToken ct)
    {
        var records = new List<AuditRecord>();
        await ledger.SaveAsync(db, records, ct, async token =>
        {
            records.Clear();
            db.ChangeTracker.Clear();
            foreach (var department in await db.Departments.AsNoTracking().Where(d => d.IsActive).OrderBy(d => d.Id).ToListAsync(token))
            {
                var role = department.IsIntegrityCell ? StaffRole.IntegrityOfficer : StaffRole.Officer;
                var there = await db.Users.CountAsync(u => u.DepartmentId == department.Id && u.Role == role && !u.IsDisabled, token);
                for (var i = there + 1; i <= officers; i++)
                {
                    var user = StaffAccounts.Unsigned(new StaffDetails($"seed_{department.Id}_{i}", $"Officer {i}, {department.Name}", role, department.Id));
                    if (!await db.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, token))
                    {
                        db.Add(user);
                        records.Add(AuditRecord.Of(AuditAct.UserCreated, Stamp.System(reception.Time), null, new Dictionary<string, string> { ["user"] = user.Id.ToString("N"), ["role"] = $"{role}" }));
                    }
                }
            }
        });
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Departments;

/// <summary>The one path by which an administrator changes what the town is made of: checked and saved under the record's lock, with its entries.</summary>
public sealed class DirectoryChanging(IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    internal DateOnly Today => time.Today;

    internal async Task<Outcome> ChangeAsync(Actor actor, Func<DirectoryChange, Task> change, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        // Under the record's lock, so that of two who choose the same name at once the second is told.
        return await ledger.ChangeAsync(db, async (records, _) =>
        {
            await change(new DirectoryChange(db, records, Stamp.Staff(actor, time)));
        }, ct);
    }
}

/// <summary>A change under way: where it is made, and what the record will say of it.</summary>
internal sealed class DirectoryChange(MibspDbContext db, List<AuditRecord> records, Stamp stamp)
{
    private readonly List<string> _changed = [];

    public MibspDbContext Db => db;

    public DateOnly Today => stamp.On;

    /// <summary>Notes that something became other, without the words: they must be possible to take out again.</summary>
    public void Tell(string what, bool isOther)
    {
        if (isOther)
        {
            _changed.Add(what);
        }
    }

    /// <summary>Notes what a number or a code was and is.</summary>
    public void Tell<T>(string what, T before, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(before, now))
        {
            _changed.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {before} > {now}"));
        }
    }

    /// <summary>Enters an act with what was noted so far.</summary>
    public void Enter(AuditAct act, Dictionary<string, string> details, params string[] subjects)
    {
        details["changed"] = string.Join(", ", _changed);
        _changed.Clear();
        records.Add(AuditRecord.Of(act, stamp, null, details) with { Subjects = subjects });
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>
/// A line of the record as people read it. Null names and details mean: nobody, or erased. No act: somebody wrote into the database what the portal
/// cannot read; only the number is known.
/// </summary>
public sealed record AuditRow(
    long Sequence, AuditAct? Act, Party By, DateOnly On, string? UserName, StaffRole? Role, string? CaseNumber,
    IReadOnlyList<AuditFact>? Facts, string ChainHash);

/// <summary>One detail of an act: a code word and its value, in which a person's id has become their name.</summary>
public sealed record AuditFact(string Key, string Value);

/// <summary>
/// Reads the record, newest first, for administrators and auditors. Lines about a complaint that is kept from the reader are left out; that
/// there are lines between is told by their numbers, which prove that the record is whole.
/// </summary>
public sealed class AuditQueries(IDbContextFactory<MibspDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>How many entries are looked at for one page where an index alone does not tell which they are.</summary>
    internal const int Look = 1000;

    private const int PeopleMost = 1000;

    /// <summary>The page of entries before <paramref name="before"/> (null: the newest) that the filter lets through.</summary>
    public async Task<AuditPage> ListAsync(AuditFilter filter, long? before, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return AuditPage.Empty;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await AuditReach.FindAsync(db, filter, actor, ct) is not { } reach)
        {
            return AuditPage.Empty;
        }

        reach = before is { } place ? reach with { Last = Math.Min(reach.Last, place - 1) } : reach;
        var most = reach.IsMixed ? Look : PageSize;
        var along = reach.Along(db).OrderByDescending(s => s).Take(most);
        var sequences = await along.Join(reach.Rest(db), s => s, e => e.Sequence, (s, _) => s).OrderByDescending(s => s).Take(PageSize).ToListAsync(ct);
        if (sequences.Count == PageSize)
        {
            return new AuditPage(await RowsAsync(db, sequences, actor, ct), sequences[^1], false);
        }

        var end = await reach.Along(db).OrderByDescending(s => s).Skip(most - 1).Select(s => (long?)s).FirstOrDefaultAsync(ct);
        return new AuditPage(await RowsAsync(db, sequences, actor, ct), end, end is not null);
    }

    /// <summary>Those whose acts can be looked for, by name. All that have an account.</summary>
    public async Task<IReadOnlyList<AuditPerson>> PeopleAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new AuditPerson(u.UserName!, u.DisplayName)).Take(PeopleMost).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<AuditRow>> RowsAsync(MibspDbContext db, List<long> sequences, Actor actor, CancellationToken ct)
    {
        if (sequences.Count == 0)
        {
            return [];
        }

        var visible = db.Complaints.VisibleTo(actor with { Role = StaffRole.Administrator });
        var hidden = db.Recusals.Where(r => r.UserId == actor.UserId);
        var rows = await AuditLines.ReadAsync(db, sequences, ct);
        var facts = rows.Where(r => r.Detail is not null).ToDictionary(r => r.Sequence, r => Read(r.Detail!.Json));
        var users = rows.Select(r => r.Detail?.UserId).OfType<Guid>().Concat(facts.Values.SelectMany(f => f.Values).Select(Person).OfType<Guid>())
            .Distinct().ToList();
        var cases = rows.Select(r => r.Detail?.ComplaintId).OfType<Guid>().Distinct().ToList();
        var people = await db.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => new { u.DisplayName, u.Role }, ct);
        var unnamed = await hidden.Where(h => users.Contains(h.ComplaintId)).Select(h => h.ComplaintId).ToListAsync(ct);
        var numbers = await visible.Where(c => cases.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.CaseNumber!, ct);
        return [.. rows.OrderByDescending(r => r.Sequence).Select(r =>
        {
            var who = r.Detail?.UserId is { } user ? people.GetValueOrDefault(user) : null;
            return r.Entry is not { } entry ? new AuditRow(r.Sequence, null, default, default, null, null, null, null, "") : new AuditRow(
                r.Sequence, entry.Act, entry.By, entry.On, who?.DisplayName, who?.Role,
                r.Detail?.ComplaintId is { } id ? numbers.GetValueOrDefault(id) : null,
                facts.TryGetValue(r.Sequence, out var found)
                    ? [.. found.Where(f => Person(f.Value) is not { } other || !unnamed.Contains(other)).Select(f => new AuditFact(f.Key, Person(f.Value) is { } p && people.TryGetValue(p, out var named) ? named.DisplayName : f.Value))]
                    : null,
                Convert.ToHexStringLower(entry.ChainHash));
        })];
    }

    private static Guid? Person(string value) => Guid.TryParseExact(value, "N", out var id) ? id : null;

    // Tampered details are still shown, as far as they can be read: the check names the entry, not this list.
    private static Dictionary<string, string> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException)
        {
            return new() { ["unreadable"] = json };
        }
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit;

/// <summary>A line of the record as people read it. Null names and details mean: nobody, or erased.</summary>
public sealed record AuditRow(
    long Sequence, AuditAct Act, Party By, DateOnly On, string? UserName, StaffRole? Role, string? CaseNumber,
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

    /// <summary>The page of entries before <paramref name="before"/> (null: the newest), of one act or of all.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(long? before, AuditAct? act, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = db.Complaints.VisibleTo(actor with { Role = StaffRole.Administrator });
        var hidden = db.Recusals.Where(r => r.UserId == actor.UserId);
        var end = await ReadableRecord.EndAsync(db, ct);
        var rows = await (from e in db.AuditEntries
                          where e.Sequence <= end && (before == null || e.Sequence < before) && (act == null || e.Act == act)
                              && !db.AuditDetails.Any(d => d.Sequence == e.Sequence && hidden.Any(h => h.ComplaintId == d.ComplaintId))
                          orderby e.Sequence descending
                          select new
                          {
                              Entry = e,
                              Detail = db.AuditDetails.FirstOrDefault(d => d.Sequence == e.Sequence),
                          }).Take(PageSize).AsNoTracking().ToListAsync(ct);
        var facts = rows.Where(r => r.Detail is not null).ToDictionary(r => r.Entry.Sequence, r => Read(r.Detail!.Json));
        var users = rows.Select(r => r.Detail?.UserId).OfType<Guid>().Concat(facts.Values.SelectMany(f => f.Values).Select(Person).OfType<Guid>())
            .Distinct().ToList();
        var cases = rows.Select(r => r.Detail?.ComplaintId).OfType<Guid>().Distinct().ToList();
        var people = await db.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => new { u.DisplayName, u.Role }, ct);
        var unnamed = await hidden.Where(h => users.Contains(h.ComplaintId)).Select(h => h.ComplaintId).ToListAsync(ct);
        var numbers = await visible.Where(c => cases.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.CaseNumber!, ct);
        return [.. rows.Select(r =>
        {
            var who = r.Detail?.UserId is { } user ? people.GetValueOrDefault(user) : null;
            return new AuditRow(
                r.Entry.Sequence, r.Entry.Act, r.Entry.By, r.Entry.On, who?.DisplayName, who?.Role,
                r.Detail?.ComplaintId is { } id ? numbers.GetValueOrDefault(id) : null,
                facts.TryGetValue(r.Entry.Sequence, out var found)
                    ? [.. found.Where(f => Person(f.Value) is not { } other || !unnamed.Contains(other)).Select(f => new AuditFact(f.Key, Person(f.Value) is { } p && people.TryGetValue(p, out var named) ? named.DisplayName : f.Value))]
                    : null,
                Convert.ToHexStringLower(r.Entry.ChainHash));
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

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit.Reading;
using Mibsp.Domain.Common;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Audit.History;

/// <summary>
/// An act in the history of an account, a department and the like. <see cref="Sequence"/> is for asking on, not for showing. No act: somebody wrote
/// into the database what the portal cannot read.
/// </summary>
public sealed record HistoryRow(long Sequence, AuditAct? Act, Party By, DateOnly On, string? UserName, IReadOnlyList<AuditFact> Facts);

/// <summary>
/// Reads from the record what was done to one account, department, service, ward, calendar or the settings, the latest first. Entries
/// about complaints are in no such history.
/// </summary>
public sealed class HistoryQueries(IDbContextFactory<MibspDbContext> contexts)
{
    public const int PageSize = 10;

    /// <summary>The acts before <paramref name="before"/> (null: the latest). <see cref="AuditSubject"/> says how subjects are written.</summary>
    public async Task<IReadOnlyList<HistoryRow>> ListAsync(string subject, long? before, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var sequences = await (from s in db.AuditSubjects
                               join e in db.AuditEntries on s.Sequence equals e.Sequence
                               join d in db.AuditDetails on s.Sequence equals d.Sequence
                               where s.Subject == subject && d.ComplaintId == null && (before == null || s.Sequence < before)
                               orderby s.Sequence descending
                               select e.Sequence).Take(PageSize).ToListAsync(ct);
        var rows = await AuditLines.ReadAsync(db, sequences, ct);
        var facts = rows.ToDictionary(r => r.Sequence, r => Read(r.Detail?.Json));
        var people = rows.Select(r => r.Detail?.UserId).OfType<Guid>().Concat(facts.Values.SelectMany(f => f.Values).Select(Person).OfType<Guid>()).Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return [.. rows.OrderByDescending(r => r.Sequence).Select(r => new HistoryRow(
            r.Sequence, r.Entry?.Act, r.Entry?.By ?? default, r.Entry?.On ?? default, r.Detail?.UserId is { } user ? names.GetValueOrDefault(user) : null,
            [.. facts[r.Sequence].Where(f => f.Value.Length > 0).Select(f => new AuditFact(f.Key, Person(f.Value) is { } id ? names.GetValueOrDefault(id, f.Value) : f.Value))]))];
    }

    private static Guid? Person(string value) => Guid.TryParseExact(value, "N", out var id) ? id : null;

    private static Dictionary<string, string> Read(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

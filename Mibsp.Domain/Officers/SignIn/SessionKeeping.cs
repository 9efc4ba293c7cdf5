using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Officers.SignIn;

/// <summary>How long a session lasts, whatever is done in it.</summary>
public sealed record SessionLimits(TimeSpan Lifetime)
{
    public static readonly SessionLimits Usual = new(TimeSpan.FromHours(8));
}

/// <summary>
/// Begins, checks and ends sessions of staff. Ended is what has no row, is too old, belongs to a disabled account, or began under a
/// security stamp that is no longer the account's.
/// </summary>
public sealed class SessionKeeping(
    IDbContextFactory<MibspDbContext> contexts, SignInKey key, SessionLimits limits, Ledger ledger, MunicipalTime time, TimeProvider clock)
{
    /// <summary>For dangerous acts somebody has to have proved who they are within this time.</summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromMinutes(10);

    /// <summary>No row is older than a session can last, give or take a day for where midnight lies.</summary>
    private const int DaysKept = 2;

    private static readonly TimeSpan _seenEvery = TimeSpan.FromMinutes(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins a session in place of <paramref name="instead"/>, if there was one.</summary>
    public async Task<Guid> BeginAsync(Guid userId, string stamp, Device device, Guid? instead, CancellationToken ct)
    {
        var session = new StaffSession(Identifiers.Random(), userId, stamp, time.Today);
        session.Sealed = key.Seal(new SessionFacts(Now, Now, Now, device), session.Id);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.StaffSessions.Where(s => s.Id == instead && s.UserId == userId).ExecuteDeleteAsync(ct);
        db.Add(session);
        await db.SaveChangesAsync(ct);
        return session.Id;
    }

    /// <summary>What is known of the session; null when it has ended. Notes now and then that it was seen.</summary>
    public async Task<SessionFacts?> CheckAsync(Guid id, Guid userId, string stamp, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var whole = await Live(db, userId).Where(s => s.Id == id && s.Stamp == stamp).Select(s => s.Sealed).SingleOrDefaultAsync(ct);
        if (whole is null || key.Open<SessionFacts>(whole, id) is not { } facts || Now - facts.BeganAtUtc >= limits.Lifetime)
        {
            return null;
        }

        if (Now - facts.LastSeenAtUtc >= _seenEvery)
        {
            await WriteAsync(db, id, whole, facts with { LastSeenAtUtc = Now }, ct);
        }

        return facts;
    }

    /// <summary>Whether whoever sits there proved who they are a moment ago.</summary>
    public bool IsConfirmed(SessionFacts facts) => Now - facts.ConfirmedAtUtc < ConfirmedFor;

    /// <summary>They did, just now.</summary>
    public async Task ConfirmAsync(Guid id, Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        for (var tries = 0; tries < 3; tries++)
        {
            var whole = await Live(db, userId).Where(s => s.Id == id).Select(s => s.Sealed).SingleOrDefaultAsync(ct);
            if (whole is null || key.Open<SessionFacts>(whole, id) is not { } facts || await WriteAsync(db, id, whole, facts with { ConfirmedAtUtc = Now, LastSeenAtUtc = Now }, ct))
            {
                return;
            }
        }
    }

    /// <summary>Where somebody is signed in, the latest first.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Live(db, userId).Select(s => new { s.Id, s.Sealed }).ToListAsync(ct);
        return [.. from row in found
                   let facts = key.Open<SessionFacts>(row.Sealed, row.Id)
                   where facts is not null && Now - facts.BeganAtUtc < limits.Lifetime
                   orderby facts.BeganAtUtc descending, row.Id
                   select new SessionRow(row.Id, facts.BeganAtUtc, facts.LastSeenAtUtc, facts.Device)];
    }

    public async Task EndAsync(Guid id, Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.StaffSessions.Where(s => s.Id == id && s.UserId == userId).ExecuteDeleteAsync(ct);
    }

    public async Task EndOthersAsync(Guid keep, Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.StaffSessions.Where(s => s.Id != keep && s.UserId == userId).ExecuteDeleteAsync(ct);
    }

    /// <summary>An administrator signs somebody out everywhere.</summary>
    public async Task<Outcome> EndAllAsync(Guid userId, Actor actor, CancellationToken ct)
    {
        if (actor.Role is not StaffRole.Administrator)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var details = new Dictionary<string, string> { ["user"] = userId.ToString("N") };
        await ledger.SaveAsync(db, [AuditRecord.Of(AuditAct.SessionsEnded, Stamp.Staff(actor, time), null, details) with { Subjects = [AuditSubject.User(userId)] }], ct,
            token => db.StaffSessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(token));
        return Outcome.Done;
    }

    /// <summary>Removes what has ended. Returns how many rows.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var before = time.Today.AddDays(-DaysKept);
        return await db.StaffSessions.Where(s => s.StartedOn < before || !db.Users.Any(u => u.Id == s.UserId && u.SecurityStamp == s.Stamp && !u.IsDisabled)).ExecuteDeleteAsync(ct);
    }

    private static IQueryable<StaffSession> Live(MibspDbContext db, Guid userId)
        => db.StaffSessions.Where(s => s.UserId == userId && db.Users.Any(u => u.Id == userId && !u.IsDisabled && u.SecurityStamp == s.Stamp));

    // Only over what was read: a page that notes it was seen must not take back what another confirmed meanwhile.
    private async Task<bool> WriteAsync(MibspDbContext db, Guid id, byte[] read, SessionFacts facts, CancellationToken ct)
    {
        var whole = key.Seal(facts, id);
        return await db.StaffSessions.Where(s => s.Id == id && s.Sealed == read).ExecuteUpdateAsync(s => s.SetProperty(x => x.Sealed, whole), ct) == 1;
    }
}

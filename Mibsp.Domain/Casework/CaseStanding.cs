using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework;

/// <summary>Where a case stands beside its status: who answers for it, whose clock runs, what waits for whom.</summary>
public sealed record CaseStanding(
    Rung Rung, Guid? AccountableId, string? AccountableName, ClockState Clock, DateOnly LateAfterOn, int Hops, WaitingFor? Blocked, PendingClosing? Pending,
    string? MergedInto, IReadOnlyList<string> MergedHere);

/// <summary>The department that is waited for, and for what.</summary>
public sealed record WaitingFor(int DepartmentId, string Department, string? WhatFor);

/// <summary>A closing that waits for a second person. <see cref="Note"/> is null for those who may not read it.</summary>
public sealed record PendingClosing(Guid ById, string By, ComplaintOutcome Outcome, string? Note);

internal static class CaseStandings
{
    /// <summary>Other cases are named only where the actor may know of them.</summary>
    public static async Task<CaseStanding> ReadAsync(MibspDbContext db, Complaint complaint, ComplaintCipher? cipher, ComplaintCipher? blocked, Actor actor, CancellationToken ct)
    {
        var people = new[] { complaint.AccountableId, complaint.PendingById }.OfType<Guid>().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var into = complaint.MergedIntoId is { } leading
            ? await db.Complaints.VisibleTo(actor).Where(c => c.Id == leading).Select(c => c.CaseNumber).SingleOrDefaultAsync(ct)
            : null;
        var here = await db.Complaints.VisibleTo(actor).Where(c => c.MergedIntoId == complaint.Id)
            .OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber!).Take(100).ToListAsync(ct);
        var waiting = complaint.BlockedByDepartmentId is { } department
            ? new WaitingFor(
                department, await db.Departments.Where(d => d.Id == department).Select(d => d.Name).SingleAsync(ct), complaint.ReadBlockedNote(blocked))
            : null;
        var pending = complaint.PendingById is { } by
            ? new PendingClosing(by, names.GetValueOrDefault(by, ""), complaint.PendingOutcome!.Value, complaint.ReadPendingNote(cipher))
            : null;
        return new CaseStanding(
            complaint.Rung, complaint.AccountableId, complaint.AccountableId is { } id ? names.GetValueOrDefault(id) : null, complaint.Clock, complaint.LateAfterOn,
            complaint.Hops, waiting, pending, into, here);
    }
}

using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Escalation;

/// <summary>A member of staff as far as it matters to who answers for a complaint.</summary>
public sealed record Colleague(
    Guid Id, StaffRole Role, int? DepartmentId, bool IsDisabled, DateOnly? AbsentFromOn = null, DateOnly? AbsentUntilOn = null, Guid? SubstituteId = null)
{
    public bool IsAbsent(DateOnly on) => AbsentFromOn <= on && (AbsentUntilOn is null || AbsentUntilOn >= on);
}

/// <summary>Who there is, and which department is the integrity cell.</summary>
public sealed class Roster(IEnumerable<Colleague> people, int integrityCellId)
{
    // In one order everywhere, so that every node names the same person.
    private readonly Dictionary<Guid, Colleague> _people = people.OrderBy(p => p.Id).ToDictionary(p => p.Id);

    /// <summary>
    /// The one person who answers for a complaint. From its rung upward the first who is enabled, not recused and not absent; then
    /// the integrity cell and administrators, then the same without regard to absence. Null when there is nobody at all, which
    /// recusing and disabling see to that it does not happen.
    /// </summary>
    public Guid? Accountable(int departmentId, Guid? officerId, Rung rung, IReadOnlyCollection<Guid> recused, DateOnly on)
    {
        var chain = Chain(departmentId, officerId, rung).Where(p => !p.IsDisabled && !recused.Contains(p.Id)).ToList();
        return (chain.Find(p => !p.IsAbsent(on)) ?? chain.FirstOrDefault())?.Id;
    }

    private IEnumerable<Colleague> Chain(int departmentId, Guid? officerId, Rung rung)
    {
        var officer = officerId is { } id ? _people.GetValueOrDefault(id) : null;
        if (rung is Rung.Officer && officer is { Role: var role } && role.WorksOnComplaints() && officer.DepartmentId == departmentId)
        {
            yield return officer;
            if (officer.SubstituteId is { } substitute && _people.GetValueOrDefault(substitute) is { } stand && stand.DepartmentId == officer.DepartmentId)
            {
                yield return stand;
            }
        }

        var cell = Of(StaffRole.IntegrityOfficer).Where(p => p.DepartmentId == integrityCellId).ToList();
        if (rung <= Rung.Supervisor)
        {
            foreach (var head in departmentId == integrityCellId ? cell.Where(p => p.Id != officerId || rung is Rung.Officer) : Of(StaffRole.Supervisor).Where(p => p.DepartmentId == departmentId))
            {
                yield return head;
            }
        }

        // Whoever works on it does not answer for it on a higher rung, as long as there is somebody else.
        foreach (var next in (rung <= Rung.IntegrityOfficer ? cell.Where(p => p.Id != officerId) : []).Concat(Of(StaffRole.Commissioner)).Concat(cell).Concat(Of(StaffRole.Administrator)))
        {
            yield return next;
        }
    }

    private IEnumerable<Colleague> Of(StaffRole role) => _people.Values.Where(p => p.Role == role);
}

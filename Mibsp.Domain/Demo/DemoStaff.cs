using Microsoft.AspNetCore.Identity;
using Mibsp.Domain.Officers;

namespace Mibsp.Domain.Demo;

/// <summary>The accounts of the demo town, each with a first password that must be changed.</summary>
internal sealed class DemoStaff
{
    /// <summary>Printed in the README; the accounts exist in Development only.</summary>
    private const string AdministratorPassword = "Admin@1234";
    private const string StaffPassword = "Officer@1234";

    private readonly Dictionary<int, List<Guid>> _workers = [];

    private DemoStaff() { }

    public List<StaffUser> Users { get; } = [];

    /// <summary>Who works in a department: its officer first, its supervisor second.</summary>
    public IReadOnlyList<Guid> WorkersOf(int departmentId) => _workers[departmentId];

    /// <summary>Who agrees, as the second person, that a sensitive complaint is to be closed: whoever has not to do with it otherwise.</summary>
    public IReadOnlyList<Guid> SecondPersons => [.. Users.Where(u => u.Role is StaffRole.IntegrityOfficer or StaffRole.Commissioner).Select(u => u.Id)];

    public static DemoStaff Make(IReadOnlyList<int> departmentIds, int integrityCellId, IPasswordHasher<StaffUser> hasher)
    {
        var staff = new DemoStaff();
        var once = new HashOnce(hasher);
        staff.Add("admin", "Administrator", StaffRole.Administrator, null, AdministratorPassword, once);
        for (var i = 0; i < departmentIds.Count; i++)
        {
            var (name, key) = (DemoDirectory.Departments[i].Name, DemoDirectory.Departments[i].Key);
            staff.Add($"officer_{key}", $"Officer, {name}", StaffRole.Officer, departmentIds[i], StaffPassword, once);
            staff.Add($"supervisor_{key}", $"Supervisor, {name}", StaffRole.Supervisor, departmentIds[i], StaffPassword, once);
        }

        staff.Add("integrity", "Integrity Officer", StaffRole.IntegrityOfficer, integrityCellId, StaffPassword, once);
        staff.Add("commissioner", "Commissioner", StaffRole.Commissioner, null, StaffPassword, once);
        staff.Add("auditor", "Auditor", StaffRole.Auditor, null, StaffPassword, once);
        return staff;
    }

    private void Add(string userName, string displayName, StaffRole role, int? departmentId, string password, HashOnce hasher)
    {
        var user = StaffAccounts.Make(new StaffDetails(userName, displayName, role, departmentId), password, hasher);
        Users.Add(user);
        if (departmentId is { } id)
        {
            _workers.TryAdd(id, []);
            _workers[id].Add(user.Id);
        }
    }

    // A hash is slow on purpose, and its salt hides which accounts share a password. These passwords are printed in the
    // README, so there is nothing to hide, and two hashes instead of fourteen save a second of the first start.
    private sealed class HashOnce(IPasswordHasher<StaffUser> inner) : IPasswordHasher<StaffUser>
    {
        private readonly Dictionary<string, string> _hashes = [];

        public string HashPassword(StaffUser user, string password)
            => _hashes.TryGetValue(password, out var hash) ? hash : _hashes[password] = inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(StaffUser user, string hashedPassword, string providedPassword)
            => inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

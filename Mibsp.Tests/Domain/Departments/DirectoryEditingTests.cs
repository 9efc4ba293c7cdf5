using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Departments;

public sealed class DirectoryEditingTests : IAsyncLifetime, IDisposable
{
    private readonly TestPortal _portal = new();

    private Town Town => _portal.Town;

    private DirectoryEditing Editing => _portal.Get<DirectoryEditing>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Town.FoundAsync();

    [Theory]
    [InlineData("", Refusal.NameMissing)]
    [InlineData("  ", Refusal.NameMissing)]
    [InlineData(" Roads ", Refusal.NameTaken)]
    [InlineData("Parks", null)]
    public async Task A_department_has_a_name_of_its_own(string name, Refusal? refusal)
        => Assert.Equal(refusal, (await Editing.SaveDepartmentAsync(null, name, true, Town.Administrator, Token)).Refusal);

    [Fact]
    public async Task A_department_may_keep_its_name_when_it_is_changed()
    {
        Town.Done(await Editing.SaveDepartmentAsync(Town.Roads, "Roads", false, Town.Administrator, Token));

        var roads = (await _portal.Get<DirectoryQueries>().DepartmentsAsync(Token)).Single(d => d.Id == Town.Roads);
        Assert.False(roads.IsActive);
    }

    [Fact]
    public async Task The_integrity_cell_is_always_active()
    {
        Town.Done(await Editing.SaveDepartmentAsync(Town.IntegrityCell, "Vigilance", false, Town.Administrator, Token));

        var cell = (await _portal.Get<DirectoryQueries>().DepartmentsAsync(Token)).Single(d => d.Id == Town.IntegrityCell);
        Assert.Equal(("Vigilance", true), (cell.Name, cell.IsActive));
    }

    [Theory]
    [InlineData(0, Refusal.DaysOutOfRange)]
    [InlineData(-1, Refusal.DaysOutOfRange)]
    [InlineData(366, Refusal.DaysOutOfRange)]
    [InlineData(1, null)]
    [InlineData(365, null)]
    public async Task A_deadline_is_1_to_365_days(int days, Refusal? refusal)
        => Assert.Equal(refusal, (await Editing.SaveServiceAsync(null, Town.Water, "Meters", "", days, true, Town.Administrator, Token)).Refusal);

    [Fact]
    public async Task A_service_stays_with_its_department_and_its_name_is_its_own_there()
    {
        Assert.Equal(Refusal.NameTaken, await SaveAsync(null, Town.Water, "Pipeline Leakage"));
        Assert.Null(await SaveAsync(null, Town.Roads, "Pipeline Leakage"));
        Assert.Equal(Refusal.NotFound, await SaveAsync(Town.Leakage, Town.Roads, "Moved"));
        Assert.Equal(Refusal.DepartmentMissing, await SaveAsync(null, 999, "Nowhere"));
        Assert.Equal(Refusal.TextTooLong, await SaveAsync(null, Town.Water, new string('x', Service.NameMaxLength + 1)));
    }

    [Fact]
    public async Task A_changed_deadline_does_not_move_one_already_promised()
    {
        var officer = await Town.HireAsync();
        var filed = await Town.FileAsync();
        var queries = _portal.Get<Mibsp.Domain.Casework.ComplaintQueries>();
        var before = (await queries.FindAsync(filed.CaseNumber, officer.Actor, Token))!.DeadlineOn;

        Town.Done(await Editing.SaveServiceAsync(Town.Leakage, Town.Water, "Pipeline Leakage", "", 200, true, Town.Administrator, Token));

        Assert.Equal(before, (await queries.FindAsync(filed.CaseNumber, officer.Actor, Token))!.DeadlineOn);
    }

    [Theory]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.Auditor)]
    public async Task Only_administrators_keep_the_directory(StaffRole role)
    {
        var somebody = await Town.HireAsync(role);

        Assert.Equal(Refusal.NotFound, (await Editing.SaveDepartmentAsync(null, "Parks", true, somebody.Actor, Token)).Refusal);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Refusal?> SaveAsync(int? id, int department, string name)
        => (await Editing.SaveServiceAsync(id, department, name, "", 5, true, Town.Administrator, Token)).Refusal;
}

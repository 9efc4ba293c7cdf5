using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Views;
using Mibsp.Web.Features.Lists;
using Mibsp.Web.Live;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Admin.Complaints;

/// <summary>All complaints, as far as they are not kept from the administrator: filtered, in order, page by page.</summary>
public sealed partial class ComplaintsPage : LivePage
{
    private readonly QueueSelection _selection = new();
    private ComplaintsAddress _address = new();
    private FilterChoices _choices = FilterChoices.None;
    private IReadOnlyDictionary<int, string> _wards = new Dictionary<int, string>();
    private IReadOnlyList<ListColumn> _columns = ListChoice.Usual;
    private Page<ComplaintRow>? _page;
    private Guid? _open;
    private string? _said;

    [Inject] internal ComplaintQueries Complaints { get; set; } = default!;

    [Inject] internal DirectoryQueries Directory { get; set; } = default!;

    [Inject] internal StaffQueries People { get; set; } = default!;

    [Inject] internal ColumnKeeping Columns { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Inject] internal NavigationManager Nav { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _address = ComplaintsAddress.Parse(Nav.Uri);
        var actor = await Staff.GetAsync();

        // Before the first read, so that a change between the two is not missed.
        Watch(LiveUpdates.AllTopic, LoadAsync, _pause);
        _columns = await Columns.FindAsync(actor, Left);
        _choices = new FilterChoices(
            await Directory.DepartmentsAsync(Left), await Directory.ServicesAsync(Left), await Directory.WardsAsync(Left), await People.ChoicesAsync(actor, Left));
        _wards = _choices.Wards.ToDictionary(ward => ward.Id, ward => ward.Name);
        await LoadAsync();
    }

    /// <summary>In a busy town something changes all the time: the list is drawn anew this often and not for each.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    private async Task LoadAsync() => _page = await Complaints.ListAsync(_address.ToFilter(), await Staff.GetAsync(), Left);

    private string Beside(ComplaintRow row, bool isBefore) => _address.ToPage(ListPlace.Of(row, _address.Order, isBefore));

    private void ShowColumns(IReadOnlyList<ListColumn> columns) => (_columns, _said) = (columns, L["Columns.Saved"]);

    private async Task SayAsync((ComplaintRow Complaint, string Officer) assigned)
    {
        _open = null;
        _said = T["Complaints.Assigned", assigned.Complaint.CaseNumber, assigned.Officer];
        await LoadAsync();
    }
}

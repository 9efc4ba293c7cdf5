using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Features.Admin.Officers;

/// <summary>The accounts of all who work here.</summary>
public sealed partial class OfficersPage
{
    private Page<StaffRow>? _page;
    private IReadOnlyList<DepartmentRow> _departments = [];
    private Guid _own;
    private Panel _panel;
    private StaffRow? _who;
    private Refusal? _refusal;
    private string? _said;
    private string? _password;
    private string? _passwordOf;

    private enum Panel
    {
        None,
        Edit,
        Disable,
        Enable,
        Reset,
    }

    protected override async Task OnInitializedAsync()
    {
        _departments = await Directory.DepartmentsAsync(Left);
        _own = (await Staff.GetAsync()).UserId;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Nav.Uri).Query);
        _ = int.TryParse(query.GetValueOrDefault("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        _page = await People.ListAsync(page, await Staff.GetAsync(), Left);
    }

    private void Open(Panel panel, StaffRow? who) => (_panel, _who, _refusal, _said) = (panel, who, null, null);

    private void Close() => Open(Panel.None, null);

    private async Task SavedAsync((string Name, string? Password) saved)
    {
        Close();
        _said = T["Officers.Saved", saved.Name];
        if (saved.Password is not null)
        {
            (_password, _passwordOf) = (saved.Password, saved.Name);
        }

        await LoadAsync();
    }

    private async Task ConfirmedAsync()
    {
        var (panel, who, actor) = (_panel, _who!, await Staff.GetAsync());
        var password = OneTimePassword.New();

        // Not cancelled when the page is left: a submitted decision is carried through.
        var outcome = panel is Panel.Reset
            ? await Accounts.ResetPasswordAsync(who.Id, password, actor, CancellationToken.None)
            : await Accounts.SetDisabledAsync(who.Id, panel is Panel.Disable, actor, CancellationToken.None);
        _refusal = outcome.Refusal;
        if (!outcome.Succeeded)
        {
            return;
        }

        Close();
        _said = T[$"Officers.{panel}.Done", who.DisplayName];
        if (panel is Panel.Reset)
        {
            (_password, _passwordOf) = (password, who.DisplayName);
        }

        await LoadAsync();
    }
}

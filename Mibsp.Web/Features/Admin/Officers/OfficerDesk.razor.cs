using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Features.Admin.Officers;

/// <summary>What can be done to an account, one at a time.</summary>
public enum OfficerPanel
{
    None,
    Edit,
    Disable,
    Enable,
    Reset,
}

/// <summary>Where accounts are changed, disabled and given new passwords.</summary>
public sealed partial class OfficerDesk
{
    private OfficerPanel _panel;
    private StaffRow? _who;
    private Refusal? _refusal;
    private string? _said;
    private string? _password;
    private string? _passwordOf;

    [Parameter, EditorRequired]
    public required IReadOnlyList<DepartmentRow> Departments { get; set; }

    /// <summary>Something was done: what is shown is to be read again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>Opens a panel about somebody; null with <see cref="OfficerPanel.Edit"/> is a new account.</summary>
    public void Open(OfficerPanel panel, StaffRow? who)
    {
        (_panel, _who, _refusal, _said) = (panel, who, null, null);
        StateHasChanged();
    }

    private void Close() => Open(OfficerPanel.None, null);

    private async Task SavedAsync((string Name, string? Password) saved)
    {
        Close();
        _said = T["Officers.Saved", saved.Name];
        if (saved.Password is not null)
        {
            (_password, _passwordOf) = (saved.Password, saved.Name);
        }

        await OnDone.InvokeAsync();
    }

    private async Task ConfirmedAsync()
    {
        var (panel, who, actor) = (_panel, _who!, await Staff.GetAsync());
        var password = OneTimePassword.New();

        // Not cancelled when the page is left: a submitted decision is carried through.
        var outcome = panel is OfficerPanel.Reset
            ? await Accounts.ResetPasswordAsync(who.Id, password, actor, CancellationToken.None)
            : await Accounts.SetDisabledAsync(who.Id, panel is OfficerPanel.Disable, actor, CancellationToken.None);
        _refusal = outcome.Refusal;
        if (!outcome.Succeeded)
        {
            return;
        }

        Close();
        _said = T[$"Officers.{panel}.Done", who.DisplayName];
        if (panel is OfficerPanel.Reset)
        {
            (_password, _passwordOf) = (password, who.DisplayName);
        }

        await OnDone.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Officers.SignIn;
using Mibsp.Web.Security;
using Mibsp.Web.Security.Sessions;

namespace Mibsp.Web.Features.Admin.Officers;

/// <summary>What can be done to an account, one at a time.</summary>
public enum OfficerPanel
{
    None,
    Edit,
    Disable,
    Enable,
    Reset,
    EndSessions,
    ResetFactor,
}

/// <summary>Where accounts are changed, disabled, signed out and given new passwords.</summary>
public sealed partial class OfficerDesk
{
    private OfficerPanel _panel;
    private StaffRow? _who;
    private Refusal? _refusal;
    private string? _said;
    private string? _password;
    private string? _passwordOf;

    [Inject] private StaffAccounts Accounts { get; set; } = default!;

    [Inject] private SessionKeeping Sessions { get; set; } = default!;

    [Inject] private SecondFactorReset Factors { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Inject] internal StepUp StepUp { get; set; } = default!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<DepartmentRow> Departments { get; set; }

    /// <summary>Something was done: what is shown is to be read again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>
    /// Opens a panel about somebody; null with <see cref="OfficerPanel.Edit"/> is a new account. Who comes in, and as what, wants a fresh proof of
    /// who sits there: asked before anything is typed, so that nothing is typed twice.
    /// </summary>
    public async Task OpenAsync(OfficerPanel panel, StaffRow? who)
    {
        if (await StepUp.DemandAsync())
        {
            Show(panel, who);
        }
    }

    private void Show(OfficerPanel panel, StaffRow? who)
    {
        (_panel, _who, _refusal, _said) = (panel, who, null, null);
        StateHasChanged();
    }

    private void Close() => Show(OfficerPanel.None, null);

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
        if (!await StepUp.DemandAsync())
        {
            return;
        }

        var (panel, who, password) = (_panel, _who!, OneTimePassword.New());
        var outcome = await DoAsync(panel, who.Id, password, await Staff.GetAsync());
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

    // Not cancelled when the page is left: a submitted decision is carried through.
    private Task<Outcome> DoAsync(OfficerPanel panel, Guid who, string password, Actor actor) => panel switch
    {
        OfficerPanel.Reset => Accounts.ResetPasswordAsync(who, password, actor, CancellationToken.None),
        OfficerPanel.EndSessions => Sessions.EndAllAsync(who, actor, CancellationToken.None),
        OfficerPanel.ResetFactor => Factors.ResetAsync(who, actor, CancellationToken.None),
        _ => Accounts.SetDisabledAsync(who, panel is OfficerPanel.Disable, actor, CancellationToken.None),
    };
}

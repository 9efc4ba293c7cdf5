using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;

namespace Mibsp.Web.Features.Admin.Officers;

/// <summary>Creates an account, or changes one. What was typed stays when it is refused.</summary>
public sealed partial class OfficerForm
{
    private ElementReference _title;
    private string _name = "";
    private string _userName = "";
    private string _email = "";
    private StaffRole _role = StaffRole.Officer;
    private int? _department;
    private Refusal? _refusal;
    private bool _busy;

    /// <summary>Null for a new account.</summary>
    [Parameter]
    public StaffRow? Existing { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<DepartmentRow> Departments { get; set; }

    /// <summary>Given the name, and the first password of a new account.</summary>
    [Parameter]
    public EventCallback<(string Name, string? Password)> OnSaved { get; set; }

    [Parameter]
    public EventCallback OnCancelled { get; set; }

    private (string Field, string Message)? Wrong => _refusal switch
    {
        null => null,
        Refusal.NameMissing when string.IsNullOrWhiteSpace(_name) => ("display-name", T["Officer.NameMissing"]),
        Refusal.NameMissing => ("user-name", T["Officer.UserNameMissing"]),
        Refusal.NameTaken => ("user-name", T["Officer.UserNameTaken"]),
        Refusal.EmailInvalid => ("email", W["Officer.EmailInvalid"]),
        Refusal.DepartmentMissing => ("department", T["Officer.DepartmentMissing"]),
        { } other => ("role", C[$"Refusal.{other}"]),
    };

    protected override void OnInitialized()
    {
        if (Existing is { } existing)
        {
            (_name, _userName, _role, _department) = (existing.DisplayName, existing.UserName, existing.Role, existing.DepartmentId);
            _email = existing.Email ?? "";
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _title.FocusAsync();
        }
    }

    private string? ErrorAt(string field) => Wrong is { } wrong && wrong.Field == field ? wrong.Message : null;

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var details = new StaffDetails(_userName, _name, _role, _department, _email);
            var actor = await Staff.GetAsync();
            var password = Existing is null ? OneTimePassword.New() : null;

            // Not cancelled when the page is left: a submitted decision is carried through.
            var outcome = Existing is { } existing
                ? await Accounts.ChangeAsync(existing.Id, details, actor, CancellationToken.None)
                : await Accounts.CreateAsync(details, password!, actor, CancellationToken.None);
            _refusal = outcome.Refusal;
            if (outcome.Succeeded)
            {
                await OnSaved.InvokeAsync((_name.Trim(), password));
            }
        }
        finally
        {
            _busy = false;
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;

namespace Mibsp.Web.Features.Admin.Departments;

/// <summary>Creates a service of a department, or changes one. What was typed stays when it is refused.</summary>
public sealed partial class ServiceForm
{
    private ElementReference _first;
    private string _name = "";
    private string _description = "";
    private string _days = "";
    private bool _isActive = true;
    private Refusal? _refusal;
    private bool _busy;

    [Parameter, EditorRequired]
    public required DepartmentRow Department { get; set; }

    /// <summary>Null for a new service.</summary>
    [Parameter]
    public ServiceRow? Existing { get; set; }

    /// <summary>Given the name.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    [Parameter]
    public EventCallback OnCancelled { get; set; }

    private (string Field, string Message)? Wrong => _refusal switch
    {
        null => null,
        Refusal.DaysOutOfRange => ("service-days", T["Service.DaysOutOfRange", Service.DeadlineDaysMax]),
        Refusal.NameMissing => ("service-name", T["Service.NameMissing"]),
        Refusal.NameTaken => ("service-name", T["Service.NameTaken"]),
        { } other => ("service-name", C[$"Refusal.{other}"]),
    };

    protected override void OnInitialized()
    {
        if (Existing is { } existing)
        {
            (_name, _description, _isActive) = (existing.Name, existing.Description, existing.IsActive);
            _days = existing.DeadlineDays.ToString(CultureInfo.CurrentCulture);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
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
            // What is no number is out of range for the service, too: one rule, one place.
            var days = int.TryParse(_days, NumberStyles.Integer, CultureInfo.CurrentCulture, out var number) ? number : 0;

            // Not cancelled when the page is left: a submitted decision is carried through.
            var outcome = await Editing.SaveServiceAsync(
                Existing?.Id, Department.Id, _name, _description, days, _isActive, await Staff.GetAsync(), CancellationToken.None);
            _refusal = outcome.Refusal;
            if (outcome.Succeeded)
            {
                await OnSaved.InvokeAsync(_name.Trim());
            }
        }
        finally
        {
            _busy = false;
        }
    }
}

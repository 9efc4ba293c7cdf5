using System.Globalization;
using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Staff.Templates;

/// <summary>Creates a template, or changes one. What was typed stays when it is refused.</summary>
public sealed partial class TemplateForm
{
    private ElementReference _first;
    private string _department = "";
    private string _title = "";
    private string _text = "";
    private bool _isActive = true;
    private Refusal? _refusal;
    private bool _busy;

    [Inject] internal TemplateEditing Editing { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    /// <summary>What an administrator may choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<DepartmentRow> Departments { get; set; }

    /// <summary>Null for a new template.</summary>
    [Parameter] public TemplateRow? Existing { get; set; }

    /// <summary>Given the title.</summary>
    [Parameter] public EventCallback<string> OnSaved { get; set; }

    /// <summary>The template may look different now: read it again.</summary>
    [Parameter] public EventCallback OnRefused { get; set; }

    [Parameter] public EventCallback OnCancelled { get; set; }

    protected override void OnInitialized()
    {
        if (Existing is { } existing)
        {
            (_title, _text, _isActive) = (existing.Title, existing.Text, existing.IsActive);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private string? ErrorAt(string field) => _refusal switch
    {
        null => null,
        Refusal.NameMissing or Refusal.NameTaken => field is "template-title" ? C[$"Refusal.{_refusal}"].Value : null,
        Refusal.PlaceholderUnknown => Unknown(field is "template-title" ? _title : _text),
        { } other => field is "template-text" ? C[$"Refusal.{other}"].Value : null,
    };

    private string? Unknown(string text)
        => Placeholders.UnknownIn(text) is { Count: > 0 } unknown
            ? W["Templates.Unknown", string.Join(", ", unknown.Take(5)), string.Join(", ", Placeholders.Known)].Value
            : null;

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var actor = await Staff.GetAsync();
            var draft = new TemplateDraft(DepartmentOf(actor), _title, _text, _isActive);
            var seen = Existing is { } existing ? new SeenTemplate(existing.Id, existing.Version) : null;

            // Not cancelled when the page is left: a submitted decision is carried through.
            _refusal = (await Editing.SaveAsync(seen, draft, actor, CancellationToken.None)).Refusal;
            await (_refusal is null ? OnSaved.InvokeAsync(_title.Trim()) : OnRefused.InvokeAsync());
        }
        finally
        {
            _busy = false;
        }
    }

    private int? DepartmentOf(Actor actor)
        => actor.Role is not StaffRole.Administrator ? actor.DepartmentId
            : int.TryParse(_department, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : null;
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Messages;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Staff.Cases;

/// <summary>One thing to do with a case. What was typed stays whatever happens, until it has been sent.</summary>
public sealed partial class CaseActForm
{
    private const int TextMax = Message.MaxLength;

    /// <summary>A text that is too long is told to be, not cut off; beyond this a circuit's message could not carry it.</summary>
    private const int PasteMax = 4 * TextMax;

    private IReadOnlyList<OfficerChoice> _choices = [];
    private string? _fault;
    private string? _changed;
    private bool _busy;
    private ElementReference _title;

    [Inject] internal CaseActing Acting { get; set; } = default!;

    [Inject] internal ComplaintAssigning Assigning { get; set; } = default!;

    [Inject] internal LastActQueries LastActs { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    [Parameter, EditorRequired] public required CaseAct Act { get; set; }

    [Parameter, EditorRequired] public required ComplaintRow Facts { get; set; }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    [Parameter, EditorRequired] public required CaseDraft Draft { get; set; }

    [Parameter] public EventCallback<CaseAct> OnDone { get; set; }

    /// <summary>The case may look different now: read it again.</summary>
    [Parameter] public EventCallback OnRefused { get; set; }

    [Parameter] public EventCallback OnCancelled { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Act is CaseAct.Assign)
        {
            _choices = await Assigning.CandidatesAsync(Facts.Id, Actor, CancellationToken.None);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The button that was pressed is gone: the keyboard goes on here.
        if (firstRender && Act is not CaseAct.Take)
        {
            await _title.FocusAsync();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        // A colleague, or the citizen, was faster: the writer is told by whom, once, and sends again knowing it.
        var changed = Draft.SeenVersion is { } seen && seen != Facts.Version && !Draft.IsEmpty && !_busy;
        Draft.SeenVersion = Facts.Version;
        if (changed)
        {
            await TellChangeAsync();
        }
    }

    private async Task TellChangeAsync()
    {
        _changed = await LastActs.FindAsync(Facts.Id, Actor, CancellationToken.None) switch
        {
            { By: Party.Citizen } => T["Act.Changed.Citizen"].Value,
            { By: Party.System } => T["Act.Changed.Portal"].Value,
            { UserId: var user } when user == Actor.UserId => T["Act.Changed.You"].Value,
            { Name: { } name } => T["Act.Changed.By", name].Value,
            _ => T["Act.Changed"].Value,
        };
    }

    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        if (Missing() is { } missing)
        {
            _fault = missing;
            return;
        }

        _busy = true;
        try
        {
            var seen = new SeenComplaint(Facts.Id, Facts.Version);
            var outcome = await Acting.DoAsync(Act, Draft, seen, await Staff.GetAsync());
            if (outcome.Refusal is { } refusal)
            {
                _fault = refusal is Refusal.ChangedByOthers ? null : C[$"Refusal.{refusal}"].Value;
                if (_fault is null)
                {
                    await TellChangeAsync();
                }

                await OnRefused.InvokeAsync();
                return;
            }

            Draft.Clear();
            await OnDone.InvokeAsync(Act);
        }
        finally
        {
            _busy = false;
        }
    }

    private LocalizedString? Missing() => Act switch
    {
        CaseAct.Propose when Draft.Outcome is null => T["Act.Propose.Missing"],
        CaseAct.Assign when Draft.OfficerId is null => T["Act.Assign.Missing"],
        _ when Act.HasDepartment() && Draft.DepartmentId is null => T["Act.Department.Missing"],
        CaseAct.Merge when string.IsNullOrWhiteSpace(Draft.CaseNumber) => T["Act.Merge.Missing"],
        _ when Act.HasText() && !Act.MayBeEmpty() && string.IsNullOrWhiteSpace(Draft.Text) => C[$"Refusal.{Refusal.NoteMissing}"],
        _ => null,
    };

    private Task CancelAsync()
    {
        Draft.Clear();
        return OnCancelled.InvokeAsync();
    }
}

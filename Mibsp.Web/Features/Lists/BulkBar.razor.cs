using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Messages;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Lists;

/// <summary>Does one thing with all rows that are ticked, and says what came of it. What was refused stays ticked.</summary>
public sealed partial class BulkBar
{
    private IReadOnlyList<BulkAct> _acts = [];
    private IReadOnlyList<OfficerChoice> _choices = [];
    private IReadOnlyList<BulkResult>? _results;
    private BulkAct? _open;
    private string _officer = "";
    private string _note = "";
    private string? _fault;
    private bool _busy;
    private bool _focusForm;
    private bool _focusResult;
    private ElementReference _first;
    private ElementReference _result;

    [Inject] internal BulkMoving Moving { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    /// <summary>The rows as the page shows them now.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ComplaintRow> Rows { get; set; }

    [Parameter, EditorRequired] public required QueueSelection Selection { get; set; }

    /// <summary>The one thing that may be done here; null for all that the person may do.</summary>
    [Parameter] public BulkAct? Only { get; set; }

    /// <summary>The ticks have changed.</summary>
    [Parameter] public EventCallback OnSelected { get; set; }

    /// <summary>The rows may look different now: read them again.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    private IReadOnlyList<ComplaintRow> Chosen => Selection.Of(Rows);

    private IReadOnlyList<BulkResult> Refused => [.. (_results ?? []).Where(result => result.Refusal is not null)];

    protected override async Task OnInitializedAsync()
    {
        var actor = await Staff.GetAsync();
        _acts = [.. Enum.GetValues<BulkAct>().Where(act => Only is null || act == Only).Where(act => act is not BulkAct.Assign || ComplaintAssigning.MayAssign(actor))];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusForm)
        {
            _focusForm = false;
            await _first.FocusAsync();
        }

        // The buttons may be gone with the ticks: the keyboard goes on at what came of it.
        if (_focusResult)
        {
            _focusResult = false;
            await _result.FocusAsync();
        }
    }

    private static bool HasForm(BulkAct act) => act is BulkAct.Assign or BulkAct.Note;

    private Task AllAsync(ChangeEventArgs change)
    {
        Selection.SetAll(Rows, change.Value is true);
        return OnSelected.InvokeAsync();
    }

    private async Task ChooseAsync(BulkAct act)
    {
        if (!HasForm(act))
        {
            await DoAsync(act);
            return;
        }

        (_open, _fault, _results, _focusForm) = (act, null, null, true);
        if (act is BulkAct.Assign)
        {
            _choices = await Moving.CandidatesAsync(Chosen, await Staff.GetAsync(), CancellationToken.None);
        }
    }

    private void Close() => (_open, _fault) = (null, null);

    private async Task DoAsync(BulkAct act)
    {
        if (_busy || Fault(act) is not null)
        {
            _fault = Fault(act);
            return;
        }

        _busy = true;
        try
        {
            // Not cancelled when the page is left: a submitted decision is carried through.
            var move = new BulkMove(act, Guid.TryParse(_officer, out var officer) ? officer : null, _note);
            _results = await Moving.DoAsync(move, Chosen, await Staff.GetAsync(), CancellationToken.None);
            foreach (var result in _results)
            {
                Selection.Set(result.Shown, result.Refusal is not null);
            }

            if (Refused.Count == 0)
            {
                (_officer, _note) = ("", "");
            }

            (_open, _fault, _focusResult) = (null, null, true);
            await OnDone.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private string? Fault(BulkAct act) => act switch
    {
        BulkAct.Assign when _officer.Length == 0 => T["Act.Assign.Missing"].Value,
        BulkAct.Note when string.IsNullOrWhiteSpace(_note) => C[$"Refusal.{Refusal.NoteMissing}"].Value,
        BulkAct.Note when _note.Trim().Length > Note.MaxLength => C[$"Refusal.{Refusal.TextTooLong}"].Value,
        _ => null,
    };

    private string Sum()
    {
        var (all, refused) = (_results!.Count, Refused.Count);
        return refused == 0 ? W["Bulk.Sum.Done", all] : W["Bulk.Sum", all - refused, refused];
    }

    /// <summary>What was taken by a colleague one by one, all else by its reason.</summary>
    private IEnumerable<string> Reasons()
        => Refused.Where(result => result.TakenByColleague).Select(result => W["Bulk.Taken", result.Shown.CaseNumber].Value)
            .Concat(Refused.Where(result => !result.TakenByColleague).GroupBy(result => result.Refusal, result => result.Shown.CaseNumber)
                .Select(group => T["News.Refused", string.Join(", ", group), C[$"Refusal.{group.Key}"]].Value));
}

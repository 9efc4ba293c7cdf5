using Microsoft.AspNetCore.Components;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Views;
using Mibsp.Web.Security;

namespace Mibsp.Web.Features.Lists;

/// <summary>The signed-in person's own views of the list they work with: links, and a panel to save, rename and delete them.</summary>
public sealed partial class SavedViews
{
    private const string Saved = "Views.Saved";
    private const string Deleted = "Views.Deleted";

    private IReadOnlyList<SavedViewRow> _views = [];
    private Dictionary<Guid, string> _names = [];
    private ElementReference _first;
    private string _name = "";
    private string? _said;
    private Refusal? _refusal;
    private bool _open;
    private bool _opened;
    private bool _busy;

    [Inject] internal ViewKeeping Keeping { get; set; } = default!;

    [Inject] private CurrentStaff Staff { get; set; } = default!;

    /// <summary>What is shown now, and would be saved: the address behind its question mark, without a place.</summary>
    [Parameter, EditorRequired] public required string Query { get; set; }

    /// <summary>Reads what was stored, like any address, and gives the address of the list.</summary>
    [Parameter, EditorRequired] public required Func<string, string> AddressOf { get; set; }

    private string Here => Address(Query);

    protected override async Task OnInitializedAsync() => await LoadAsync(await Staff.GetAsync());

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_open && !_opened)
        {
            await _first.FocusAsync();
        }

        _opened = _open;
    }

    private string Address(string query) => AddressOf(query);

    private void Toggle() => (_open, _refusal, _said) = (!_open, null, null);

    private async Task LoadAsync(Actor actor)
    {
        _views = await Keeping.ListAsync(actor, CancellationToken.None);
        _names = _views.ToDictionary(view => view.Id, view => view.Name);
    }

    private async Task<Outcome> SaveAsync(Actor actor)
    {
        var outcome = await Keeping.SaveAsync(_name, Query, actor, CancellationToken.None);
        _name = outcome.Succeeded ? "" : _name;
        return outcome;
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> act, string done)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var actor = await Staff.GetAsync();
            _refusal = (await act(actor)).Refusal;
            _said = _refusal is null ? done : null;
            if (_refusal is null)
            {
                await LoadAsync(actor);
            }
        }
        finally
        {
            _busy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Mibsp.Domain.Filing;
using Mibsp.Web.Flood;
using Mibsp.Web.Live;

namespace Mibsp.Web.Features.Citizen.Filing;

/// <summary>The wizard's steps inside the form. Rendered once with the page, and live over a circuit where there is one.</summary>
public sealed partial class WizardIsland
{
    private static readonly WizardStep[] _steps = [.. Enum.GetValues<WizardStep>().Where(step => step < WizardStep.Receipt)];
    private const int WorkTriesMax = 3;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(600);

    private CancellationTokenSource _typing = new();
    private Draft _draft = new();
    private IReadOnlyList<Fault> _now = [];
    private FilingDirectory? _directory;
    private string _token = "";
    private FormWork _work = new();
    private bool _isBroughtBack;
    private bool _isBusy;
    private bool _hasMoved;

    /// <summary>The sealed draft the form was posted with; null on a first visit.</summary>
    [Parameter] public string? Token { get; set; }

    /// <summary>The sealed right to send, and the work done for it so far.</summary>
    [Parameter] public string? Work { get; set; }

    [Parameter] public string? Answer { get; set; }

    [Parameter] public Fault[] Faults { get; set; } = [];

    /// <summary>A first visit: what this tab kept of an earlier one may be brought back.</summary>
    [Parameter] public bool IsFresh { get; set; }

    private IReadOnlyList<(string Field, string Message)> Sentences => [.. _now.Select(fault => (fault.Field, T.Say(fault)))];

    protected override async Task BeginAsync()
    {
        _draft = Seal.Open(Token) ?? new Draft();
        _now = Faults;
        _token = Token ?? Seal.Seal(_draft);
        _work = Sending.Open(_draft, Work, Answer, visitor: null);
        _directory = await Wizard.DirectoryAsync(Left);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await BringBackAsync();
        }
        else if (_hasMoved)
        {
            _hasMoved = false;
            await Browser("mibspDraft.show", _now.Count > 0);
        }
    }

    private async Task BringBackAsync()
    {
        // Typed before the circuit began: newer than anything else.
        if (await BrowserAsync<Dictionary<string, string>>("mibspDraft.begin") is { Count: > 0 } typed && !_draft.IsSent)
        {
            DraftForm.Read(typed, _draft);
            Reseal();
            StateHasChanged();
        }

        if (!IsFresh || HasWords(_draft))
        {
            await KeepAsync();
        }
        else if (Seal.Open(await BrowserAsync<string?>("mibspDraft.load")) is { IsSent: false } kept && HasWords(kept))
        {
            (_draft, _isBroughtBack) = (kept, true);
            Reseal();
            StateHasChanged();
        }
    }

    private Task NextAsync() => MoveAsync(() => Wizard.NextAsync(_draft, Left));

    private Task SendAsync() => MoveAsync(async () =>
    {
        for (var tries = 1; ; tries++)
        {
            // Done long before, normally; if not, the page says what it is waiting for.
            _work.Answer = await BrowserAsync<string?>("mibspWork.answer", _work.Nonce, _work.Bits) ?? "";

            // Not cancelled when the page is left: a complaint that was sent is filed.
            var faults = await Sending.SendAsync(_draft, _work, CancellationToken.None);
            if (tries == WorkTriesMax || faults is not [{ TextKey: WorkFault.AnewKey }])
            {
                return faults;
            }
        }
    });

    private Task BackAsync() => MoveAsync(() => FilingWizard.Back(_draft));

    private Task EditAsync(WizardStep step) => MoveAsync(() => FilingWizard.GoTo(_draft, step));

    private Task SuggestAsync() => StayAsync(() => Wizard.SuggestAsync(_draft, Left));

    private Task TakeAsync(int service) => StayAsync(() => Wizard.TakeAsync(_draft, service, Left));

    private Task RemoveAsync(int index) => MoveAsync(() => Wizard.RemoveFile(_draft, index));

    private Task NoteAsync(string typed) => MoveAsync(() => Task.FromResult(FilingWizard.Note(_draft, typed)));

    private async Task StartAfreshAsync()
    {
        (_draft, _isBroughtBack) = (new Draft(), false);
        await MoveAsync(() => { });
    }

    private async Task AddAsync(IReadOnlyList<IBrowserFile> files)
    {
        var faults = new List<Fault>();
        foreach (var file in files.Take(ComplaintFiling.FilesMax + 1))
        {
            // The intake stops reading at the limit; the framework's own is only set out of its way.
            await using var content = file.OpenReadStream(long.MaxValue, Left);
            if (await Wizard.AddFileAsync(_draft, content, Left) is { } fault && !faults.Contains(fault))
            {
                faults.Add(fault);
            }
        }

        await MoveAsync(() => Task.FromResult<IReadOnlyList<Fault>>(faults), focus: faults.Count > 0);
    }

    // The step stays, and so does the focus.
    private Task StayAsync(Func<Task> act) => MoveAsync(
        async () =>
        {
            await act();
            return [];
        },
        focus: false);

    private Task MoveAsync(Action move) => MoveAsync(() =>
    {
        move();
        return Task.FromResult<IReadOnlyList<Fault>>([]);
    });

    private async Task MoveAsync(Func<Task<IReadOnlyList<Fault>>> move, bool focus = true)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _now = await move();
            FilingWizard.Prepare(_draft);
            Reseal();
            _hasMoved = focus;
            await KeepAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>Something was typed: after a short pause the tab keeps it, sealed.</summary>
    private async Task Changed()
    {
        await _typing.CancelAsync();
        _typing.Dispose();
        _typing = CancellationTokenSource.CreateLinkedTokenSource(Left);
        try
        {
            await Task.Delay(_pause, _typing.Token);
            await Browser("mibspDraft.save", Seal.Seal(_draft));
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left.
        }
    }

    private async Task KeepAsync()
    {
        if (_draft.IsSent)
        {
            await Browser("mibspDraft.clear");
        }
        else
        {
            await Browser("mibspDraft.save", _token);
        }
    }

    // A draft that was brought back or begun afresh is another form than the one that was opened.
    private void Reseal() => (_token, _work) = (Seal.Seal(_draft), Sending.Open(_draft, _work.Token, _work.Answer, visitor: null));

    private static bool HasWords(Draft draft) => draft.Step > WizardStep.Kind || draft.Kind is not null;

    private async Task Browser(string function, params object?[] arguments) => await BrowserAsync<object?>(function, arguments);

    private async Task<T?> BrowserAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            return await Js.InvokeAsync<T?>(function, Left, arguments);
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // Storage may be switched off, or the browser gone: the form itself still holds everything.
            return default;
        }
    }
}

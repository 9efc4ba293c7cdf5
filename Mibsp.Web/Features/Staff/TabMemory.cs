using Microsoft.JSInterop;

namespace Mibsp.Web.Features.Staff;

/// <summary>
/// What the browser's tab keeps for a page, so that the page after it knows how far somebody had looked: numbers, and sealed drafts; gone
/// with the tab. wwwroot/js/tab.js does the keeping. Where the tab cannot be reached nothing is kept, and something is told twice.
/// </summary>
internal sealed class TabMemory(IJSRuntime script, string key)
{
    public Task<string?> LoadAsync() => AskAsync("mibspTab.load", key);

    public Task SaveAsync(string value) => AskAsync("mibspTab.save", key, value);

    /// <summary>What was typed and not sent, sealed; also what was typed while nothing reached the server.</summary>
    public Task<string?> DraftAsync() => AskAsync("mibspTab.draft", key);

    public Task ForgetDraftAsync() => AskAsync("mibspTab.forget", key);

    private async Task<string?> AskAsync(string what, params object[] with)
    {
        try
        {
            return await script.InvokeAsync<string?>(what, with);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }
}

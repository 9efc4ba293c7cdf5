using Microsoft.JSInterop;

namespace Mibsp.Web.Features.Staff;

/// <summary>
/// Says when somebody looks at the page or touches it while something on it is marked <c>data-unseen</c>. The listening is done in the
/// browser (wwwroot/js/attention.js) from the page's beginning on: nothing has to reach the browser at the moment of the news, when
/// the line may be down.
/// </summary>
internal sealed class PageAttention(IJSRuntime script, Func<Task> seen) : IAsyncDisposable
{
    private DotNetObjectReference<PageAttention>? _self;
    private IJSObjectReference? _module;

    public async Task BeginAsync()
    {
        _self = DotNetObjectReference.Create(this);
        try
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/attention.js");
            await _module.InvokeVoidAsync("watch", _self);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The line went while the page began; what is news stays so.
        }
    }

    [JSInvokable]
    public Task SeenAsync() => seen();

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is null)
        {
            return;
        }

        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and the module with it.
        }
    }
}

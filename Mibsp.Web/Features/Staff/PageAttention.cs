using Microsoft.JSInterop;

namespace Mibsp.Web.Features.Staff;

/// <summary>Says once when somebody looks at the page again or touches it. wwwroot/js/attention.js does the listening.</summary>
internal sealed class PageAttention(IJSRuntime script, Func<Task> seen) : IAsyncDisposable
{
    private DotNetObjectReference<PageAttention>? _self;
    private IJSObjectReference? _module;
    private bool _waiting;

    /// <summary>From now on, until it is said, the next sign of attention is waited for.</summary>
    public async Task AwaitAsync()
    {
        if (_waiting)
        {
            return;
        }

        _waiting = true;
        _self ??= DotNetObjectReference.Create(this);
        _module ??= await script.InvokeAsync<IJSObjectReference>("import", "./js/attention.js");
        await _module.InvokeVoidAsync("once", _self);
    }

    [JSInvokable]
    public Task SeenAsync()
    {
        _waiting = false;
        return seen();
    }

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

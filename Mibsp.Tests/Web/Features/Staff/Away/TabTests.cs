using Bunit;
using Microsoft.JSInterop;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff;

namespace Mibsp.Tests.Web.Features.Staff.Away;

/// <summary>Base for tests of pages that come back in the same tab: what one page left there the next one finds.</summary>
public abstract class TabTests : PageTests
{
    protected static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The page goes, as with its circuit; the tab stays.</summary>
    protected async Task GoAwayAsync()
    {
        await DisposeComponentsAsync();
        JSInterop.Setup<string?>("mibspTab.load", _ => true).SetResult((string?)JSInterop.Invocations["mibspTab.save"][^1].Arguments[1]);
    }

    /// <summary>What js/attention.js does when somebody touches the page.</summary>
    protected async Task TouchAsync<TPage>(IRenderedComponent<TPage> page)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var watch = (DotNetObjectReference<PageAttention>)JSInterop.Invocations["watch"][^1].Arguments[0]!;
        await page.InvokeAsync(watch.Value.SeenAsync);
    }
}

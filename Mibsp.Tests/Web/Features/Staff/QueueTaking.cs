using Bunit;
using Mibsp.Web.Features.Staff.Queue;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>What a press on "Take" comes to: the page's script tells the table which one it was (MainJobTests press it in a browser).</summary>
internal static class QueueTaking
{
    public static Task TakeFirstAsync(this IRenderedComponent<QueuePage> page)
        => page.Find("table.queue").TriggerEventAsync("ontake", new TakeEventArgs { CaseNumber = page.Find("[data-take]").GetAttribute("data-take") });
}

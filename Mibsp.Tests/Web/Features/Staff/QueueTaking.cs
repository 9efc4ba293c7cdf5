using Bunit;
using Mibsp.Web.Features.Staff.Queue;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>What presses in the table come to: the page's script tells it which row it was (DeskTests press and tick in a browser).</summary>
internal static class QueueTaking
{
    public static Task TakeFirstAsync(this IRenderedComponent<QueuePage> page)
        => page.Find("table.queue").TriggerEventAsync("ontake", new TablePressEventArgs { CaseNumber = page.Find("[data-take]").GetAttribute("data-take") });

    public static Task TickAsync(this IRenderedComponent<QueuePage> page, string caseNumber)
        => page.Find("table.queue").TriggerEventAsync("onpick", new TablePressEventArgs { CaseNumber = caseNumber, IsOn = true });
}

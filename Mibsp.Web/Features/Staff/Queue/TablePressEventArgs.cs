using Microsoft.AspNetCore.Components;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>Something in the queue's table was pressed (<c>@ontake</c>: what takes this case) or ticked (<c>@onpick</c>: the box of this case). Null is anything else.</summary>
public sealed class TablePressEventArgs : EventArgs
{
    public string? CaseNumber { get; set; }

    public bool IsOn { get; set; }
}

/// <summary>What the table hears for all its rows. Made by js/desk.js of clicks and changes within it.</summary>
[EventHandler("ontake", typeof(TablePressEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onpick", typeof(TablePressEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;

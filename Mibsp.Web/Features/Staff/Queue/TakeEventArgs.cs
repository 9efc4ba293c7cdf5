using Microsoft.AspNetCore.Components;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>Somebody pressed something in the queue's table: what takes this case, or (null) anything else. Made by js/desk.js out of a click.</summary>
public sealed class TakeEventArgs : EventArgs
{
    public string? CaseNumber { get; set; }
}

/// <summary>Lets markup say <c>@ontake</c>.</summary>
[EventHandler("ontake", typeof(TakeEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;

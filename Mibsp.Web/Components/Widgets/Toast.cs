namespace Mibsp.Web.Components.Widgets;

/// <summary>Something to be told in passing, with a way to look at it.</summary>
public sealed class Toast(string text, string? address = null, bool isBad = false)
{
    public string Text { get; } = text;

    /// <summary>Where it can be looked at; null when there is nothing to see.</summary>
    public string? Address { get; } = address;

    public bool IsBad { get; } = isBad;
}

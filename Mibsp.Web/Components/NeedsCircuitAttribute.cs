namespace Mibsp.Web.Components;

/// <summary>
/// On a static page that holds interactive islands: App then loads the script that runs them. Pages with a
/// render mode of their own need not say it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsCircuitAttribute : Attribute;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Mibsp.Web.Components;

/// <summary>How staff pages run: over a circuit, and not rendered once beforehand, so that each read happens once.</summary>
internal static class StaffPages
{
    public static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);
}

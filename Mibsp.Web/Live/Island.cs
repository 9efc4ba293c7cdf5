using Microsoft.AspNetCore.Components;

namespace Mibsp.Web.Live;

/// <summary>
/// A part of a page that was drawn with it and becomes live. It draws nothing until it has read what it shows: a circuit that begins would otherwise take away what the
/// citizen reads, and the place where they type, until a database on another machine has answered.
/// </summary>
public abstract class Island : LivePage
{
    private Task? _begun;

    /// <summary>Once, before anything is drawn; what was given is set.</summary>
    protected abstract Task BeginAsync();

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (_begun ??= BeginAsync());
        await base.SetParametersAsync(ParameterView.Empty);
    }
}

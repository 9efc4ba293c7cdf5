using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Nodes;
using Mibsp.Tests.Support;
using Mibsp.Web.Flood;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Flood;

/// <summary>The gate with a clock that the test moves. <see cref="Restart"/> keeps the keys and forgets everything else, as a restart does.</summary>
internal sealed class Gate
{
    private readonly IDataProtectionProvider _keys;
    private readonly SpentTokenKeeping? _shared;

    /// <param name="options">By default the usual ones.</param>
    /// <param name="shared">Where nodes share what was spent.</param>
    /// <param name="keys">Whose tokens are taken; by default only its own.</param>
    public Gate(FloodOptions? options = null, SpentTokenKeeping? shared = null, IDataProtectionProvider? keys = null)
    {
        (Options, _shared, _keys) = (options ?? new FloodOptions(), shared, keys ?? new EphemeralDataProtectionProvider());
        Restart();
    }

    public TestClock Clock { get; } = new();

    public FloodOptions Options { get; }

    public FloodPressure Pressure { get; private set; } = default!;

    public FloodGate Door { get; private set; } = default!;

    public TownNodes Nodes { get; } = new();

    public LoadMeter Load { get; private set; } = default!;

    public void Restart()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Load = new LoadMeter(Clock);
        Pressure = new FloodPressure(Load, Nodes, Clock, options);
        Door = new FloodGate(new WorkSeal(_keys, Clock), new SpentTokens(Clock, _shared), Pressure, new PlainBudget(Clock, Nodes, options), Clock);
    }

    public FormWork Open(string form = "form", VisitorKey? visitor = null) => Door.Open(FormPurpose.Filing, form, null, null, visitor);

    /// <summary>With one node nothing is waited for: it is there at once.</summary>
    public Admission Admit(FormWork work, string form = "form", string? use = null, FormPurpose purpose = FormPurpose.Filing)
        => AdmitAsync(work, form, use, purpose) is { IsCompletedSuccessfully: true } done ? done.Result : throw new InvalidOperationException("It waits.");

    public Task<Admission> AdmitAsync(FormWork work, string form = "form", string? use = null, FormPurpose purpose = FormPurpose.Filing)
        => Door.AdmitAsync(work, purpose, form, use);

    /// <summary>As much is written as in a flood.</summary>
    public void Flood()
    {
        for (var i = 0; i < Options.FloodPerMinute; i++)
        {
            Pressure.Written();
        }
    }

    public static FormWork Copy(FormWork work) => new() { Token = work.Token, Nonce = work.Nonce, Bits = work.Bits, Answer = work.Answer, Visitor = work.Visitor };
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Mibsp.Tests.Support;
using Mibsp.Web.Flood;
using Mibsp.Web.Options;

namespace Mibsp.Tests.Web.Flood;

/// <summary>The gate with a clock that the test moves. <see cref="Restart"/> keeps the keys and forgets everything else, as a restart does.</summary>
internal sealed class Gate
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    public Gate(FloodOptions? options = null)
    {
        Options = options ?? new FloodOptions();
        Restart();
    }

    public TestClock Clock { get; } = new();

    public FloodOptions Options { get; }

    public FloodPressure Pressure { get; private set; } = default!;

    public FloodGate Door { get; private set; } = default!;

    public void Restart()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Pressure = new FloodPressure(new LoadMeter(Clock), Clock, options);
        Door = new FloodGate(new WorkSeal(_keys, Clock), new SpentTokens(Clock), Pressure, new PlainBudget(Clock, options), Clock);
    }

    public FormWork Open(string form = "form", VisitorKey? visitor = null) => Door.Open(FormPurpose.Filing, form, null, null, visitor);

    public Admission Admit(FormWork work, string form = "form", string? use = null) => Door.Admit(work, FormPurpose.Filing, form, use);

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

using Microsoft.Extensions.Options;
using Mibsp.Web.Options;

namespace Mibsp.Web.Flood;

/// <summary>
/// How hard it is to write just now, from 0 (quiet) to 1 (flood): by how much is written by all, and by how many forms one
/// address has opened. The address alone goes half the way at most, because a town behind one proxy is one address.
/// </summary>
internal sealed class FloodPressure(LoadMeter load, TownNodes nodes, TimeProvider clock, IOptions<FloodOptions> options)
{
    private const double OfAddressAlone = 0.5;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(10);

    private readonly VisitorBuckets _forms = new(
        clock, options.Value.FormsPerAddress / _window.TotalSeconds, options.Value.FormsPerAddress);

    /// <summary>A form was opened from this address.</summary>
    public void Opened(VisitorKey? visitor)
    {
        if (visitor is { } key)
        {
            _forms.Add(key, nodes.Count);
        }
    }

    /// <summary>Something was written.</summary>
    public void Written() => load.Count();

    /// <summary>More forms were opened from this address than one household opens.</summary>
    public bool IsHeavy(VisitorKey? visitor) => visitor is { } key && _forms.Level(key) > _forms.Capacity;

    public double Of(VisitorKey? visitor)
    {
        var (quiet, flood) = (options.Value.QuietPerMinute, options.Value.FloodPerMinute);
        var all = Math.Clamp((load.PerMinute - quiet) / (double)(flood - quiet), 0, 1);
        var own = visitor is { } key ? Math.Clamp((_forms.Level(key) / _forms.Capacity) - 1, 0, 1) * OfAddressAlone : 0;
        return Math.Max(all, own);
    }

    /// <summary>How hard the work is.</summary>
    public int Bits(double pressure)
        => options.Value.LeastBits + (int)Math.Round(pressure * (options.Value.MostBits - options.Value.LeastBits));

    /// <summary>How old a form must be that comes without work. Squared: a little more than usual is felt little.</summary>
    public TimeSpan Delay(double pressure)
        => TimeSpan.FromSeconds(options.Value.LeastSeconds + (pressure * pressure * (options.Value.MostSeconds - options.Value.LeastSeconds)));
}

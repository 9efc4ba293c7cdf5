using Microsoft.Extensions.Options;
using Mibsp.Web.Flood;

namespace Mibsp.Web.Options;

/// <summary>How much is written in quiet times and from when on it is a flood. Everything here makes things slower, nothing closes them.</summary>
public sealed class FloodOptions
{
    public const string Section = "Flood";

    /// <summary>Work asked for in quiet times: sixteen puzzles of so many bits. 11 is a third of a second on an old phone.</summary>
    public int LeastBits { get; set; } = 11;

    /// <summary>Work asked for in a flood. 15 is five seconds on an old phone, hardly ever more than ten.</summary>
    public int MostBits { get; set; } = 15;

    /// <summary>How old a form without script must be before it is taken, in quiet times.</summary>
    public int LeastSeconds { get; set; } = 3;

    /// <summary>The same in a flood.</summary>
    public int MostSeconds { get; set; } = 60;

    /// <summary>So many writes of citizens a minute are usual.</summary>
    public int QuietPerMinute { get; set; } = 30;

    /// <summary>From so many on everything is as slow as it gets.</summary>
    public int FloodPerMinute { get; set; } = 300;

    /// <summary>So many forms without script a minute are taken at once; more wait in a line.</summary>
    public int PlainPerMinute { get; set; } = 60;

    /// <summary>So many forms in ten minutes from one address are usual.</summary>
    public int FormsPerAddress { get; set; } = 40;

    /// <summary>So many tracking IDs a minute from one address are looked up without a pause; twenty times as many for all together.</summary>
    public int LookUpsPerMinute { get; set; } = 20;

    /// <summary>More reports than this to one department within <see cref="BurstMinutes"/> are kept together and announced once.</summary>
    public int BurstAfter { get; set; } = 30;

    public int BurstMinutes { get; set; } = 10;
}

internal sealed class FloodOptionsValidator : IValidateOptions<FloodOptions>
{
    public ValidateOptionsResult Validate(string? name, FloodOptions options)
    {
        var faults = new List<string>();
        if (options.LeastBits < 1 || options.MostBits < options.LeastBits || options.MostBits > ProofOfWork.MostBits)
        {
            faults.Add($"Flood:LeastBits and Flood:MostBits must lie between 1 and {ProofOfWork.MostBits}, the first not above the second.");
        }

        if (options.LeastSeconds < 0 || options.MostSeconds < options.LeastSeconds || options.MostSeconds > PlainBudget.Longest.TotalSeconds)
        {
            faults.Add($"Flood:LeastSeconds and Flood:MostSeconds must lie between 0 and {PlainBudget.Longest.TotalSeconds}, the first not above the second.");
        }

        if (options.QuietPerMinute < 1 || options.FloodPerMinute <= options.QuietPerMinute)
        {
            faults.Add("Flood:QuietPerMinute must be at least 1 and Flood:FloodPerMinute above it.");
        }

        foreach (var (setting, value) in Counts(options).Where(count => count.Value < 1))
        {
            faults.Add($"Flood:{setting} is {value} and must be at least 1: nothing may be closed.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<(string Setting, int Value)> Counts(FloodOptions options) =>
    [
        (nameof(FloodOptions.PlainPerMinute), options.PlainPerMinute), (nameof(FloodOptions.FormsPerAddress), options.FormsPerAddress),
        (nameof(FloodOptions.LookUpsPerMinute), options.LookUpsPerMinute), (nameof(FloodOptions.BurstAfter), options.BurstAfter),
        (nameof(FloodOptions.BurstMinutes), options.BurstMinutes),
    ];
}

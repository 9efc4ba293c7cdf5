namespace Mibsp.Tests.Faults;

/// <summary>Draws that can be repeated: the same seed, the same draws. (SplitMix64.)</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Below(int most) => (int)(Next() % (ulong)most);

    public bool OneIn(int many) => Below(many) == 0;

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>A while between so many milliseconds.</summary>
    public TimeSpan While(int least, int most) => TimeSpan.FromMilliseconds(least + Below(most - least + 1));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

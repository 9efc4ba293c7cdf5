namespace Mibsp.Domain.Demo;

/// <summary>
/// Numbers that look random and are the same every time: demo data must not change from one start to the next.
/// Never for anything secret.
/// </summary>
internal sealed class DemoSequence(uint seed)
{
    private uint _state = (seed * 2654435761u) | 1u;

    /// <summary>0 up to but without <paramref name="limit"/>. Marsaglia's xorshift.</summary>
    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)((_state >> 4) % (uint)limit);
    }

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}

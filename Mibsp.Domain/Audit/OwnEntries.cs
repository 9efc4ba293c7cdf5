using System.Collections.Concurrent;

namespace Mibsp.Domain.Audit;

/// <summary>
/// Which entries of the record this very process appended and <see cref="RecordTailQueries"/> has not passed yet: the services
/// here have told of them already. Noted before the commit, so that nobody can read an entry before it is noted; what is compared
/// is the chain hash, so that the number of an attempt that failed does not hide the entry of another process.
/// </summary>
public sealed class OwnEntries
{
    private readonly ConcurrentDictionary<long, byte[]> _hashes = new();

    internal int Count => _hashes.Count;

    public bool Has(long sequence, byte[] chainHash)
        => _hashes.TryGetValue(sequence, out var own) && own.AsSpan().SequenceEqual(chainHash);

    /// <summary>Entries up to this one will not be asked about again.</summary>
    public void ForgetUpTo(long sequence)
    {
        foreach (var passed in _hashes.Keys.Where(own => own <= sequence))
        {
            _hashes.TryRemove(passed, out _);
        }
    }

    internal void Note(long sequence, byte[] chainHash) => _hashes[sequence] = chainHash;
}

using System.Security.Cryptography;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Evidence;

/// <summary>
/// Keeps evidence outside the web root: each file encrypted under a key of its own and called by a random name without
/// extension. Dates of files and folders are set to the day's midnight (UTC) while they are staged and to nothing at all once they are
/// kept, so that they do not tell when a citizen acted.
/// </summary>
public sealed class EvidenceStore
{
    /// <summary>The largest file, because files are sealed whole in memory. More than citizens may send, because a redrawn PDF grows.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private readonly EvidenceArea _staging;
    private readonly EvidenceArea _kept;

    public EvidenceStore(string folder, TimeProvider clock)
    {
        _staging = new EvidenceArea(folder, "staging", clock, sweeps: true);
        _kept = new EvidenceArea(folder, "kept", clock, sweeps: false);
    }

    public async Task<StagedEvidence> StageAsync(AcceptedEvidence evidence, CancellationToken ct)
    {
        (string name, byte[] key) = await _staging.WriteAsync(evidence.Bytes, ct);
        return new StagedEvidence(name, key, evidence.Type, evidence.Bytes.Length, evidence.Found, evidence.Scan);
    }

    /// <exception cref="EvidenceUnreadableException">Gone, changed, or not with this key.</exception>
    public Task<byte[]> ReadStagedAsync(string name, byte[] key, CancellationToken ct) => _staging.ReadAsync(name, key, ct);

    /// <summary>
    /// Encrypts a staged file anew, under a new name and key, for a complaint. The staged file stays until
    /// <see cref="DeleteStaged"/> is called after the complaint was saved (or the sweep comes): a failed save then loses
    /// nothing, and the caller deletes what was kept in vain.
    /// </summary>
    /// <exception cref="EvidenceUnreadableException">Gone, changed, or not with this key.</exception>
    public async Task<KeptEvidence> KeepAsync(StagedEvidence staged, CancellationToken ct)
    {
        byte[] plain = await _staging.ReadAsync(staged.Name, staged.Key, ct);
        (string name, byte[] key) = await _kept.WriteAsync(plain, ct);
        CryptographicOperations.ZeroMemory(plain);
        return new KeptEvidence(name, key, staged.Type, plain.Length, staged.Scan);
    }

    /// <exception cref="EvidenceUnreadableException">Gone, changed, or not with this key.</exception>
    public Task<byte[]> OpenAsync(string name, byte[] key, CancellationToken ct) => _kept.ReadAsync(name, key, ct);

    /// <summary>Removes a complaint's file. False when there is none of that name.</summary>
    public bool DeleteKept(string name) => _kept.Delete(name);

    /// <summary>The names of all files that are kept, held by a complaint or not.</summary>
    public IEnumerable<string> KeptNames() => _kept.Names();

    /// <summary>Removes a staged file. False when there is none of that name.</summary>
    public bool DeleteStaged(string name) => _staging.Delete(name);

    /// <summary>Removes what was staged and never submitted, at the earliest after this time, and unfinished writes. Says how many.</summary>
    public int SweepStaged(TimeSpan olderThan) => _staging.Sweep(olderThan, unfinishedOnly: false) + _kept.Sweep(olderThan, unfinishedOnly: true);
}

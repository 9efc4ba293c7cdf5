using System.Security.Cryptography;
using System.Text;
using Mibsp.Domain.Nodes;

namespace Mibsp.Web.Flood;

/// <summary>
/// Tokens that were used, in memory until they would be refused for their age. (GlobaLeaks #2776: one solved token could be
/// sent again and again.) With several nodes the database is asked as well, which of them was first; while it does not answer, each goes by
/// its own memory.
/// </summary>
internal sealed class SpentTokens(TimeProvider clock, SpentTokenKeeping? shared = null)
{
    /// <summary>Two hours of floods. Beyond, the oldest are forgotten: better one replay than no memory left.</summary>
    public const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Guid?> _uses = [];
    private readonly Queue<(Guid Nonce, DateTimeOffset IssuedAt)> _byAge = [];

    public bool Contains(Guid nonce)
    {
        lock (_gate)
        {
            return _uses.ContainsKey(nonce);
        }
    }

    /// <summary>Longer than any database that is there takes, and no long wait for somebody before one that is not.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Uses the token. False when it was used before, unless for the same: a complaint that is sent twice under one tracking ID is
    /// one complaint, and its second sender is shown the receipt.
    /// </summary>
    public async Task<bool> TrySpendAsync(WorkToken token, string? use)
        => (shared is null || Contains(token.Nonce) || await IsFirstAsync(shared, token, use)) && TrySpend(token, use);

    private static async Task<bool> IsFirstAsync(SpentTokenKeeping shared, WorkToken token, string? use)
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            return await shared.TrySpendAsync(token.Nonce, use, late.Token) ?? true;
        }
        catch (Exception)
        {
            // What is to be written needs the database as well, and says so to the citizen in a sentence.
            return true;
        }
    }

    private bool TrySpend(WorkToken token, string? use)
    {
        Guid? what = use is null ? null : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(use)).AsSpan(0, 16));
        lock (_gate)
        {
            if (_uses.TryGetValue(token.Nonce, out var before))
            {
                return what is not null && before == what;
            }

            var now = clock.GetUtcNow();
            while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= Most || now - oldest.IssuedAt >= WorkToken.Lifetime))
            {
                _uses.Remove(_byAge.Dequeue().Nonce);
            }

            _uses.Add(token.Nonce, what);
            _byAge.Enqueue((token.Nonce, token.IssuedAt));
            return true;
        }
    }
}

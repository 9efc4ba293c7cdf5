using System.Security.Cryptography;

namespace Mibsp.Domain.Notifying;

/// <summary>
/// The e-mail on the hour: how much there is to look at, and nothing of any case. Not even what it is: a mailbox keeps the hour for
/// ever, which the portal itself does not, so it must not say that a citizen wrote in that hour.
/// </summary>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Deadlines">Notices that the clock gave.</param>
/// <param name="Changes">Notices that people gave, colleagues and citizens together.</param>
/// <param name="NoticeIds">What it stands for, in a fixed order.</param>
public sealed record Digest(Guid UserId, string Address, int Deadlines, int Changes, IReadOnlyList<Guid> NoticeIds)
{
    public int Count => Deadlines + Changes;

    /// <summary>The same for the same notices, whoever sends them and how often: by it mail programs know a second copy. Says nothing.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData([.. UserId.ToByteArray(), .. NoticeIds.SelectMany(id => id.ToByteArray())]).AsSpan(0, 16));

    /// <summary>Null when there is nothing to tell.</summary>
    public static Digest? Compose(Guid userId, string address, IReadOnlyCollection<(Guid Id, NoticeKind Kind)> notices)
    {
        var deadlines = notices.Count(n => n.Kind.IsLadders());
        return notices.Count == 0 ? null : new Digest(userId, address, deadlines, notices.Count - deadlines, [.. notices.Select(n => n.Id).Order()]);
    }
}

/// <summary>What came of handing an e-mail to the mail server.</summary>
public enum MailAnswer
{
    Taken,

    /// <summary>The server works, but would not take it for this address now.</summary>
    AddressRefused,

    /// <summary>Away, silent, or it takes nothing from us: the others need not be tried.</summary>
    ServerFailed,
}

/// <summary>Where digests leave the portal.</summary>
public interface IDigestMail
{
    /// <summary>Whether the operator has named a mail server.</summary>
    bool IsOn { get; }

    Task<MailAnswer> SendAsync(Digest digest, CancellationToken ct);
}

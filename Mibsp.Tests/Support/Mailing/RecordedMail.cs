using Mibsp.Domain.Notifying;

namespace Mibsp.Tests.Support.Mailing;

/// <summary>Keeps digests instead of sending them, and answers as a mail server might.</summary>
public sealed class RecordedMail : IDigestMail
{
    public bool IsOn { get; set; } = true;

    /// <summary>What it says to each of the next digests.</summary>
    public MailAnswer Answer { get; set; } = MailAnswer.Taken;

    /// <summary>Those that were taken.</summary>
    public List<Digest> Taken { get; } = [];

    /// <summary>How often it was asked.</summary>
    public int Tries { get; private set; }

    public Task<MailAnswer> SendAsync(Digest digest, CancellationToken ct)
    {
        Tries++;
        if (Answer is MailAnswer.Taken)
        {
            Taken.Add(digest);
        }

        return Task.FromResult(Answer);
    }
}

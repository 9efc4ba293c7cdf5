using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Options;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Mailing;

/// <summary>Hands digests to the mail server. Never says to whom, in no log and in no exception that leaves here.</summary>
internal sealed partial class DigestMail(
    IOptions<MailOptions> options, IStringLocalizer<StaffTexts> texts, IStringLocalizer<CommonTexts> common, ILogger<DigestMail> logger) : IDigestMail
{
    // What a server says about one mailbox or one message, now or for good. The next person's may well be taken.
    private static readonly SmtpStatusCode[] _aboutTheAddress =
    [
        SmtpStatusCode.MailboxBusy, SmtpStatusCode.LocalErrorInProcessing, SmtpStatusCode.InsufficientStorage, SmtpStatusCode.MailboxUnavailable,
        SmtpStatusCode.UserNotLocalTryAlternatePath, SmtpStatusCode.ExceededStorageAllocation, SmtpStatusCode.MailboxNameNotAllowed,
        SmtpStatusCode.TransactionFailed,
    ];

    private MailOptions Settings => options.Value;

    public bool IsOn => Settings.IsOn;

    public async Task<MailAnswer> SendAsync(Digest digest, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(Settings.TimeoutSeconds));
        using var client = new SmtpClient(Settings.Host, Settings.Port) { EnableSsl = Settings.UseStartTls, DeliveryFormat = SmtpDeliveryFormat.SevenBit };
        if (!string.IsNullOrEmpty(Settings.UserName))
        {
            client.Credentials = new NetworkCredential(Settings.UserName, Settings.Password);
        }

        try
        {
            using var message = Compose(digest);

            // A server that hangs is left alone by the first; the second does not depend on how well the client gives up.
            await client.SendMailAsync(message, patience.Token).WaitAsync(patience.Token);
            return MailAnswer.Taken;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogSilent();
            return MailAnswer.ServerFailed;
        }
        catch (SmtpException refused)
        {
            // Without the exception: it names the recipient.
            LogRefused(refused.StatusCode);
            return _aboutTheAddress.Contains(refused.StatusCode) ? MailAnswer.AddressRefused : MailAnswer.ServerFailed;
        }
    }

    private MailMessage Compose(Digest digest)
    {
        var message = new MailMessage(Settings.From!, digest.Address)
        {
            Subject = texts[digest.Count == 1 ? "Mail.Subject.One" : "Mail.Subject", digest.Count, common["App.Name"]],
            SubjectEncoding = Encoding.UTF8,
            Body = Text(digest),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-ID", $"<{digest.Key}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private string Text(Digest digest)
    {
        var portal = Settings.PortalAddress!.TrimEnd('/');
        string[] lines =
        [
            texts[digest.Count == 1 ? "Mail.Lead.One" : "Mail.Lead", digest.Count, common["App.Name"]], "",
            .. digest.Deadlines > 0 ? new string[] { texts["Mail.Deadlines", digest.Deadlines] } : [],
            .. digest.Changes > 0 ? new string[] { texts["Mail.Changes", digest.Changes] } : [], "",
            texts["Mail.Link"], $"{portal}/officer/notices", "",
            texts["Mail.Nothing"], texts["Mail.Settings"], $"{portal}/officer/notices/settings",
        ];
        return string.Join("\r\n", lines) + "\r\n";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A digest was not sent: the mail server was silent for too long. It is tried again")]
    private partial void LogSilent();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A digest was not sent: the mail server said {Status}. It is tried again")]
    private partial void LogRefused(SmtpStatusCode status);
}

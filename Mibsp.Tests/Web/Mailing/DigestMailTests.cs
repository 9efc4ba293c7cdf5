using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Notifying;
using Mibsp.Tests.Domain.Notifying;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Mailing;
using Mibsp.Web.Mailing;
using Mibsp.Web.Options;
using Mibsp.Web.Resources;

namespace Mibsp.Tests.Web.Mailing;

/// <summary>Over a real socket to a real, small mail server: what arrives there, and what is made of its bad manners.</summary>
public sealed class DigestMailTests : IAsyncLifetime
{
    private readonly SmtpServer _server = new();
    private readonly Lines _log = new();
    private readonly MailOptions _options = new() { Host = "127.0.0.1", UseStartTls = false, From = "portal@town.example", PortalAddress = "https://integrity.town.example/", TimeoutSeconds = 20 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _options.Port = _server.Port;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_arrives_says_how_much_there_is_and_nothing_of_any_case()
    {
        using var portal = Portal();
        var (officer, filed) = await DigestTests.OfficerAsync(portal);
        await DigestTests.WriteAsync(portal, filed);
        await DigestTests.WriteAsync(portal, filed);
        await NoticeTests.NoteAsync(portal, filed, officer, NoticeKind.HalfTime);

        Assert.Equal(new DigestRun(1, 0), await DigestTests.SendAsync(portal));

        var mail = Assert.Single(_server.Received);
        Assert.Equal(("portal@town.example", DigestTests.Address(officer)), (mail.From, mail.To));
        Assert.Equal("3 new notifications in MIBSP", mail.Headers["Subject"]);
        Assert.Equal(
            """
            There are 3 new notifications for you in MIBSP.

            - About deadlines: 1
            - About what others did in your cases: 2

            Sign in to read them:
            https://integrity.town.example/officer/notices

            This e-mail says nothing about any case, on purpose. Nobody reads answers to it.
            Choose when you get such e-mails, or none:
            https://integrity.town.example/officer/notices/settings
            """, mail.Body.Trim());
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Matches("^<[0-9a-f]{32}@town\\.example>$", mail.Headers["Message-ID"]);
        Assert.DoesNotContain(filed.CaseNumber, mail.Raw, StringComparison.Ordinal);
        foreach (var word in new[] { "citizen", "Water", "Leakage", "Fault", "Word", officer.Name, filed.Id.ToString(), filed.Id.ToString("N") })
        {
            Assert.DoesNotContain(word, mail.Raw, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_same_notices_have_the_same_message_id()
    {
        var mail = Mail();
        var digest = new Digest(Guid.Empty, "asha@town.example", 1, 0, [Guid.Empty]);

        Assert.Equal(MailAnswer.Taken, await mail.SendAsync(digest, Token));
        Assert.Equal(MailAnswer.Taken, await mail.SendAsync(digest, Token));

        Assert.Equal(2, _server.Received.Count);
        Assert.Equal(_server.Received[0].Headers["Message-ID"], _server.Received[1].Headers["Message-ID"]);
        Assert.Equal("1 new notification in MIBSP", _server.Received[0].Headers["Subject"]);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 mailbox busy", MailAnswer.AddressRefused)]
    [InlineData("RCPT", "451 4.7.1 greylisted", MailAnswer.AddressRefused)]
    [InlineData("RCPT", "550 5.1.1 no such user", MailAnswer.AddressRefused)]
    [InlineData("DATA", "554 5.7.1 looks like spam", MailAnswer.AddressRefused)]
    [InlineData("DATA", "452 4.3.1 disk full", MailAnswer.AddressRefused)]
    [InlineData("MAIL", "421 4.3.2 closing down", MailAnswer.ServerFailed)]
    [InlineData("MAIL", "530 5.7.0 sign in first", MailAnswer.ServerFailed)]
    public async Task A_refusal_is_known_for_what_it_is_about_and_names_nobody_in_the_log(string command, string answer, MailAnswer expected)
    {
        _server.Answers[command] = answer;

        Assert.Equal(expected, await Mail().SendAsync(A(), Token));

        Assert.Empty(_server.Received);
        Assert.Contains("was not sent", Assert.Single(_log.Written), StringComparison.Ordinal);
        Assert.DoesNotContain("asha", _log.Written[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refusal_for_now_is_followed_by_another_try_that_arrives()
    {
        using var portal = Portal();
        var (_, filed) = await DigestTests.OfficerAsync(portal);
        await DigestTests.WriteAsync(portal, filed);
        _server.Answers["RCPT"] = "450 4.2.0 mailbox busy";
        Assert.Equal(new DigestRun(0, 1), await DigestTests.SendAsync(portal));
        _server.Answers.Clear();

        // Too soon, and the server hears nothing of it.
        var heard = _server.Commands.Count;
        portal.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(new DigestRun(0, 1), await DigestTests.SendAsync(portal, onTheHour: false));
        Assert.Equal(heard, _server.Commands.Count);

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new DigestRun(1, 0), await DigestTests.SendAsync(portal, onTheHour: false));
        Assert.Single(_server.Received);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        _server.Manners = SmtpManners.Silent;
        _options.TimeoutSeconds = 1;

        Assert.Equal(MailAnswer.ServerFailed, await Mail().SendAsync(A(), Token));
    }

    [Fact]
    public async Task A_server_that_hangs_up_in_the_middle_has_taken_nothing()
    {
        _server.Manners = SmtpManners.HangsUp;

        Assert.Equal(MailAnswer.ServerFailed, await Mail().SendAsync(A(), Token));
        Assert.Empty(_server.Received);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_a_failure_like_any_other()
    {
        await _server.DisposeAsync();

        Assert.Equal(MailAnswer.ServerFailed, await Mail().SendAsync(A(), Token));
    }

    [Fact]
    public async Task Where_encryption_is_asked_for_nothing_is_said_without_it()
    {
        _options.UseStartTls = true;

        Assert.Equal(MailAnswer.ServerFailed, await Mail().SendAsync(A(), Token));

        Assert.Empty(_server.Received);
        Assert.DoesNotContain(_server.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.Contains("asha", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_of_the_settings_are_told_at_once()
    {
        var result = new MailOptionsValidator().Validate(null, new MailOptions
        {
            Host = "mail.town.example", Port = 0, From = "Portal <portal@town.example>", PortalAddress = "integrity.town.example", UserName = "portal", TimeoutSeconds = 0,
        });

        Assert.Equal(
            ["Mail:Port", "Mail:From", "Mail:PortalAddress", "Mail:UserName", "Mail:TimeoutSeconds"], result.Failures!.Select(fault => fault.Split(' ')[0]));
        Assert.True(new MailOptionsValidator().Validate(null, new MailOptions { Port = 0 }).Succeeded);
        Assert.True(new MailOptionsValidator().Validate(null, _options).Succeeded);
    }

    [Fact]
    public void A_password_is_not_sent_in_the_clear()
    {
        (_options.UserName, _options.Password) = ("portal", "secret");

        Assert.StartsWith("Mail:UseStartTls", Assert.Single(new MailOptionsValidator().Validate(null, _options).Failures!), StringComparison.Ordinal);
    }

    private static Digest A() => new(Guid.Empty, "asha@town.example", 1, 0, [Guid.Empty]);

    private DigestMail Mail()
    {
        var texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return new DigestMail(
            Options.Create(_options), texts.GetRequiredService<IStringLocalizer<StaffTexts>>(), texts.GetRequiredService<IStringLocalizer<CommonTexts>>(), _log);
    }

    private TestPortal Portal() => new(also: services => services.AddSingleton<IDigestMail>(Mail()));

    private sealed class Lines : ILogger<DigestMail>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Written.Add(formatter(state, exception) + exception);
    }
}

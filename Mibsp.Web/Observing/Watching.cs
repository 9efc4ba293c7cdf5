using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Mibsp.Domain.Evidence.Scanning;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Mailing;

namespace Mibsp.Web.Observing;

/// <summary>Counts open pages, and whether they are somebody's of the staff.</summary>
internal sealed class CircuitCounting(PortalMeters meters, AuthenticationStateProvider people) : CircuitHandler
{
    private bool _isStaff;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isStaff = (await people.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated == true;
        meters.CircuitOpened(_isStaff);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        meters.CircuitClosed(_isStaff);
        return Task.CompletedTask;
    }
}

/// <summary>Counts what the database does not do.</summary>
internal sealed class DatabaseWatch(PortalMeters meters) : DbCommandInterceptor, IDbConnectionInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => meters.DatabaseFailed();

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        meters.DatabaseFailed();
        return Task.CompletedTask;
    }

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => meters.DatabaseFailed();

    public Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        meters.DatabaseFailed();
        return Task.CompletedTask;
    }
}

/// <summary>Counts e-mails by what the server said to them.</summary>
internal sealed class CountedMail(DigestMail mail, PortalMeters meters) : IDigestMail
{
    public bool IsOn => mail.IsOn;

    public async Task<MailAnswer> SendAsync(Digest digest, CancellationToken ct)
    {
        var answer = await mail.SendAsync(digest, ct);
        meters.Mailed(answer);
        return answer;
    }
}

/// <summary>Counts files of evidence that were taken, by what the scanner said to them.</summary>
internal sealed class CountedScanner(IEvidenceScanner scanner, PortalMeters meters) : IEvidenceScanner
{
    public bool IsSet => scanner.IsSet;

    public Task<bool> AnswersAsync(CancellationToken ct) => scanner.AnswersAsync(ct);

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        var verdict = await scanner.ScanAsync(file, ct);
        meters.CitizenActed(!scanner.IsSet ? "file not scanned" : verdict switch
        {
            ScanVerdict.Clean => "file clean",
            ScanVerdict.Infected => "file infected",
            _ => "file not scanned",
        });
        return verdict;
    }
}

using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Flood;
using Mibsp.Web.Jobs;

namespace Mibsp.Web.Observing.Parts;

/// <summary>Whether what the portal does by itself is done. Never a reason to be not ready: a job that is late here is late on all servers.</summary>
internal sealed class JobsCheck : PartCheck
{
    /// <summary>The schedule may lie in the database, and eight jobs are asked for.</summary>
    private const int PatientSeconds = 4;
    private const string Trouble = "Trouble";
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private readonly OneLook<IReadOnlyList<JobRow>> _look;

    public JobsCheck(JobOverview overview, TimeProvider clock) => _look = new(() => overview.ReadAsync(CancellationToken.None), clock, _lasts, PatientSeconds);

    public override async Task<Finding> LookAsync(CancellationToken ct)
    {
        string[] troubled = [.. (await _look.AskAsync(ct)).Where(job => job.Trouble is not null).Select(job => $"{job.Trouble} {job.Name}")];
        return troubled.Length == 0 ? Finding.Fine : new Finding(PartState.Attention, Trouble, [troubled.Length, .. troubled]);
    }

    /// <summary>The same in one line, names of jobs only: "Overdue release, Overdue escalation". Null while all run as they should.</summary>
    public static string? WordsFor(Finding found)
        => found.State is PartState.Fine ? null : found.Word is Trouble ? string.Join(", ", found.Values.Skip(1)) : "The schedule does not answer";
}

/// <summary>Whether e-mails to staff leave. Whom one is owed counts as far as this server knows.</summary>
internal sealed class MailCheck(IDigestMail mail, DigestSending digests) : PartCheck
{
    public override Task<Finding> LookAsync(CancellationToken ct) => Task.FromResult(
        !mail.IsOn ? new Finding(PartState.NotUsed, "Off")
        : digests.Owed is > 0 and var owed ? new Finding(PartState.Attention, "Owed", owed)
        : Finding.Fine);
}

/// <summary>What the last check of the record found, and whether that was long ago. A broken record does not make the portal not ready: that would be the reward.</summary>
internal sealed class RecordCheck(RecordChecking record, MunicipalTime time) : PartCheck
{
    private const int OldAfter = 31;

    public override async Task<Finding> LookAsync(CancellationToken ct) => await record.LastCheckAsync(ct) switch
    {
        { Broken: { } broken } => new Finding(PartState.Broken, "Broken", broken.FirstBad, broken.On),
        { On: { } day } when day >= time.Today.AddDays(-OldAfter) => new Finding(PartState.Fine, "Fine", day),
        { On: { } day } => new Finding(PartState.Attention, "Old", day),
        _ => new Finding(PartState.Attention, "Never"),
    };
}

/// <summary>Whether all servers that were there are there still.</summary>
internal sealed class ServersCheck(TownNodes nodes) : PartCheck
{
    public override Task<Finding> LookAsync(CancellationToken ct) => Task.FromResult(nodes switch
    {
        { Missing: > 0 } => new Finding(PartState.Attention, "Missing", nodes.Count, nodes.Missing),
        { Count: > 1 } => new Finding(PartState.Fine, "Several", nodes.Count),
        _ => Finding.Fine,
    });
}

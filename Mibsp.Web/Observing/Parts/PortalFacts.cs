using System.Diagnostics;
using System.Reflection;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Persistence;
using Mibsp.Web.Flood;
using Mibsp.Web.Jobs;
using Quartz;

namespace Mibsp.Web.Observing.Parts;

/// <summary>What the administrators' page says beside the parts. Null is what could not be read just now.</summary>
internal sealed record FactsNow(string Version, DateTime StartedUtc, DatabaseSize? Database, int Servers, int? MailsOwed, IReadOnlyList<JobRow>? FailedJobs);

/// <summary>Reads what there is to say about the installation. Never fails: the page is most wanted when things do.</summary>
internal sealed class PortalFacts
{
    private const int CommitLetters = 10;
    private static readonly TimeSpan _sizeLasts = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _jobsLast = TimeSpan.FromSeconds(5);

    private readonly TownNodes _nodes;
    private readonly IDigestMail _mail;
    private readonly DigestSending _digests;
    private readonly OneLook<DatabaseSize> _size;
    private readonly OneLook<IReadOnlyList<JobRow>> _jobs;

    public PortalFacts(DatabaseSizing sizing, JobOverview jobs, TownNodes nodes, IDigestMail mail, DigestSending digests, TimeProvider clock)
    {
        (_nodes, _mail, _digests) = (nodes, mail, digests);
        _size = new OneLook<DatabaseSize>(() => sizing.ReadAsync(CancellationToken.None), clock, _sizeLasts);
        _jobs = new OneLook<IReadOnlyList<JobRow>>(() => jobs.ReadAsync(CancellationToken.None), clock, _jobsLast);
    }

    public async Task<FactsNow> ReadAsync(CancellationToken ct)
    {
        using var own = Process.GetCurrentProcess();
        return new FactsNow(
            Version(), own.StartTime.ToUniversalTime(), await TryAsync(_size, ct), _nodes.Count, _mail.IsOn ? _digests.Owed : null,
            (await TryAsync(_jobs, ct))?.Where(job => job.Result is JobRunResult.Failed || job.Trouble is not null).ToList());
    }

    /// <summary>As it was built: the number, and from which commit where that is known.</summary>
    internal static string Version()
    {
        var whole = typeof(PortalFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return whole.Split('+') is [var number, { Length: > CommitLetters } commit] ? $"{number} ({commit[..CommitLetters]})" : whole;
    }

    private static async Task<T?> TryAsync<T>(OneLook<T> look, CancellationToken ct)
        where T : class
    {
        try
        {
            return await look.AskAsync(ct);
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // The part that is to blame says so beside it.
            return null;
        }
    }
}

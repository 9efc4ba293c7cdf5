using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mibsp.Web.Live;

namespace Mibsp.Web.Observing.Parts;

/// <summary>
/// How the parts are by this server's last look, which is a quarter of a minute ago at most, and since when. Says in the log what changed, and wakes the
/// administrators' open pages.
/// </summary>
internal sealed partial class PartBoard : IHealthCheckPublisher
{
    /// <summary>The parts were looked at again.</summary>
    public const string Topic = "parts";

    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(2);

    /// <summary>Longer than any one part may take.</summary>
    private const int PatientSeconds = 8;

    private readonly LiveUpdates _live;
    private readonly PortalMeters _meters;
    private readonly TimeProvider _clock;
    private readonly ILogger<PartBoard> _logger;
    private readonly OneLook<HealthReport> _look;
    private readonly Lock _gate = new();
    private readonly Dictionary<Part, PartState> _told = [];
    private IReadOnlyList<PartNow> _parts = [];

    public PartBoard(HealthCheckService checks, LiveUpdates live, PortalMeters meters, TimeProvider clock, ILogger<PartBoard> logger)
    {
        (_live, _meters, _clock, _logger) = (live, meters, clock, logger);
        _look = new OneLook<HealthReport>(() => checks.CheckHealthAsync(), clock, _lasts, PatientSeconds);
    }

    /// <summary>When they were looked at last.</summary>
    public DateTime? LookedUtc { get; private set; }

    /// <summary>As of the last look. Empty before the first.</summary>
    public IReadOnlyList<PartNow> Parts => Volatile.Read(ref _parts);

    /// <summary>Looks at all of them now, and says how they are.</summary>
    public async Task<IReadOnlyList<PartNow>> LookAsync(CancellationToken ct)
    {
        Keep(await _look.AskAsync(ct));
        return Parts;
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Keep(report);
        Tell();
        _live.Announce(Topic);
        return Task.CompletedTask;
    }

    private void Keep(HealthReport report)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        lock (_gate)
        {
            var before = _parts.ToDictionary(part => part.Part);
            List<PartNow> parts = [];
            foreach (var part in Enum.GetValues<Part>().Where(part => report.Entries.ContainsKey($"{part}")))
            {
                var (found, known) = (PartCheck.FindingOf(report.Entries[$"{part}"]), before.GetValueOrDefault(part));
                parts.Add(new PartNow(part, found, known?.State == found.State ? known.SinceUtc : now));
            }

            Volatile.Write(ref _parts, parts);
            LookedUtc = now;
        }

        _meters.Parts = [.. Parts.Select(part => ($"{part.Part}".ToLowerInvariant(), (int)part.State))];
    }

    // Not when somebody's page looks: what is logged for a page waits as what is logged for a citizen does. At the start only what is broken is said: what
    // needs attention stands on the page, and would be said anew at each start.
    private void Tell()
    {
        foreach (var part in Parts)
        {
            var isKnown = _told.TryGetValue(part.Part, out var told);
            _told[part.Part] = part.State;
            if (isKnown ? told != part.State : part.State is PartState.Broken)
            {
                LogChanged(part.State is PartState.Attention or PartState.Broken ? LogLevel.Warning : LogLevel.Information, part.Part, part.State, part.Found.Word);
            }
        }
    }

    [LoggerMessage(Message = "Part {Part} is now {State}: {Word}")]
    private partial void LogChanged(LogLevel level, Part part, PartState state, string word);
}

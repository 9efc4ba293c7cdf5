using System.Diagnostics.Metrics;
using Mibsp.Domain.Notifying;
using Mibsp.Web.Live;

namespace Mibsp.Web.Observing;

/// <summary>
/// What the portal counts about itself for whoever runs it. Nothing here tells who, or when a single citizen acted: what a citizen's act moves
/// is shown from the next day on, or in coarse steps (decision 25). Labels are words from fixed lists.
/// </summary>
public sealed class PortalMeters : IDisposable
{
    public const string Name = "Mibsp";

    /// <summary>Pages that are open are told in steps of so many: one more or less is somebody.</summary>
    private const int Step = 50;

    private readonly Meter _meter = new(Name);
    private readonly UpDownCounter<int> _staffCircuits;
    private readonly Counter<long> _jobs;
    private readonly Counter<long> _mails;
    private readonly Counter<long> _databaseFailures;
    private readonly DelayedCounts _delayed;
    private long _circuits;

    public PortalMeters(DelayedCounts delayed, LiveUpdates live)
    {
        _delayed = delayed;
        _staffCircuits = _meter.CreateUpDownCounter<int>("mibsp.circuits.staff", description: "Open pages of people who have signed in.");
        _jobs = _meter.CreateCounter<long>("mibsp.jobs.runs", description: "Runs of jobs on this node, by job and result.");
        _mails = _meter.CreateCounter<long>("mibsp.mails", description: "E-mails handed to the mail server, by its answer.");
        _databaseFailures = _meter.CreateCounter<long>("mibsp.database.failures", description: "Commands and connections to the database that failed.");
        _meter.CreateObservableGauge("mibsp.circuits", () => Coarse(Interlocked.Read(ref _circuits)), description: "Open pages of everybody, rounded up to the next 50.");
        _meter.CreateObservableGauge("mibsp.live.subscriptions", () => Coarse(live.Subscriptions), description: "What open pages watch, rounded up to the next 50.");
        _meter.CreateObservableGauge("mibsp.live.delay", live.Delays.Worst, "s", "99 of the last 100 live updates began no later than this after the change, in steps.");
        _meter.CreateObservableGauge("mibsp.jobs.trouble", () => JobsInTrouble, description: "Jobs that are late, fail again and again, or are paused too long.");
        _meter.CreateObservableGauge("mibsp.part.state", () => Parts.Select(part => new Measurement<int>(part.State, new KeyValuePair<string, object?>("part", part.Part))),
            description: "How each part is: 0 fine, 1 not used, 2 needs attention, 3 broken.");
        _meter.CreateObservableCounter("mibsp.citizens.acts", _delayed.Shown, description: "Acts of citizens by what became of them, as of the end of yesterday.");
        _meter.CreateObservableGauge("mibsp.record.length", () => _delayed.RecordLength, description: "Entries of the record, as of the end of yesterday or the start of this node.");
    }

    /// <summary>Jobs that are late, failing, or paused too long, as of the last look.</summary>
    internal int JobsInTrouble { get; set; }

    /// <summary>Each part and its state, as of the last look.</summary>
    internal IReadOnlyList<(string Part, int State)> Parts { get; set; } = [];

    public void CircuitOpened(bool isStaff)
    {
        Interlocked.Increment(ref _circuits);
        _staffCircuits.Add(isStaff ? 1 : 0);
    }

    public void CircuitClosed(bool isStaff)
    {
        Interlocked.Decrement(ref _circuits);
        _staffCircuits.Add(isStaff ? -1 : 0);
    }

    public void JobRan(string job, bool failed) => _jobs.Add(1, new("job", job), new("result", failed ? "failed" : "done"));

    public void Mailed(MailAnswer answer) => _mails.Add(1, new KeyValuePair<string, object?>("answer", $"{answer}"));

    public void DatabaseFailed() => _databaseFailures.Add(1);

    /// <summary>A citizen's act, by a word of ours. Not seen before tomorrow.</summary>
    public void CitizenActed(string what) => _delayed.Add(what);

    public void Dispose() => _meter.Dispose();

    private static long Coarse(long count) => (count + Step - 1) / Step * Step;
}

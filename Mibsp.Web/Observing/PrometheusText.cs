using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Mibsp.Web.Observing;

/// <summary>
/// The figures of some meters in Prometheus' text format. Of our own, because OpenTelemetry's exporter has never left its preview, and knows
/// no way to leave out what must not be told.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private const string Runtime = "System.Runtime";

    /// <summary>
    /// Of the runtime what does not move with each request. Of the web server nothing: its figures are an access log, which says when which
    /// route was asked for.
    /// </summary>
    private static readonly string[] _ofRuntime =
    [
        "dotnet.gc.collections", "dotnet.gc.pause.time", "dotnet.gc.last_collection.heap.size", "dotnet.gc.last_collection.memory.committed_size",
        "dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length",
    ];

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PortalMeters.Name || (instrument.Meter.Name == Runtime && _ofRuntime.Contains(instrument.Name)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var (name, family) in _families)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(family.Help, quotes: false)}\n# TYPE {name} {family.Type}\n");
                foreach (var (labels, value) in family.Samples)
                {
                    text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate)
        {
            var name = NameOf(instrument);
            if (!_families.TryGetValue(name, out var family))
            {
                _families.Add(name, family = new Family(IsCounter(instrument) ? "counter" : "gauge", instrument.Description ?? instrument.Name));
            }

            // What is observed is told whole each time, what is counted comes bit by bit.
            family.Samples[labels] = instrument.IsObservable ? value : family.Samples.GetValueOrDefault(labels) + value;
        }
    }

    /// <summary>"mibsp.jobs.runs" is mibsp_jobs_runs_total; what is measured in something says in what.</summary>
    internal static string NameOf(Instrument instrument)
    {
        var name = new StringBuilder(instrument.Name.Length + 8);
        foreach (var letter in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var ending = unit.Length > 0 && !instrument.Name.EndsWith(unit[1..], StringComparison.Ordinal) ? unit : "";
        return $"{name}{ending}{(IsCounter(instrument) ? "_total" : "")}";
    }

    private static bool IsCounter(Instrument instrument)
        => instrument.GetType().GetGenericTypeDefinition() is var type && (type == typeof(Counter<>) || type == typeof(ObservableCounter<>));

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            labels[name.Replace('.', '_')] = Escape($"{value}", quotes: true);
        }

        return labels.Count == 0 ? "" : $"{{{string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""))}}}";
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private sealed record Family(string Type, string Help)
    {
        public SortedDictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Mibsp.Tests.Web.Observing;

/// <summary>
/// What the console would show, by the console's own settings, filters and formatter. (The framework's writes to what was the output of the
/// process when it was made, which tests share.)
/// </summary>
[ProviderAlias("Console")]
internal sealed class ConsoleLines(IEnumerable<ConsoleFormatter> formatters, IOptionsMonitor<ConsoleLoggerOptions> options) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Line(ConsoleLines console, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            var entry = new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter);
            console.Formatter.Write(in entry, console._scopes, text);
            foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
            {
                console._lines.Enqueue(line);
            }
        }
    }

    private ConsoleFormatter Formatter { get; } = formatters.Single(f => f.Name == options.CurrentValue.FormatterName);
}

using System.Collections.Concurrent;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// The one door to every log there is: each logger of the portal, of the framework and of libraries is made here, and what
/// goes through is decided by <see cref="DiscreetLogger"/>, whatever the settings say. See infra/decisions/0009.
/// </summary>
internal sealed class DiscreetLoggers(ILoggerFactory inner, LateLines late) : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName)
        => _loggers.GetOrAdd(categoryName, name => new DiscreetLogger(inner.CreateLogger(name), name, late));

    public void Dispose()
    {
        late.Dispose();
        inner.Dispose();
    }
}

/// <summary>
/// Lets through what helps an operator and drops what tells of a citizen. No scopes: they hold addresses and connections.
/// Of others' messages only the fixed words, never the values. Of exceptions the types and the places, never what they say.
/// From a citizen's request only warnings and worse, and those late and counted.
/// </summary>
internal sealed class DiscreetLogger(ILogger inner, string category, LateLines late) : ILogger
{
    private readonly bool _isOwn = IsOf(category, "Mibsp");
    private readonly bool _isBackground = IsOf(category, "Mibsp", "Quartz", "Microsoft.Hosting", "Microsoft.Extensions.Hosting", "Microsoft.EntityFrameworkCore");

    // Not the database's: the figures are read anew right after a citizen's act, and each statement would have a line.
    private readonly bool _isHost = IsOf(category, "Quartz", "Microsoft.Hosting", "Microsoft.Extensions.Hosting");
    private readonly bool _isServer = IsOf(category, "Microsoft.AspNetCore.Server");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        // Until the portal is open nobody has sent anything, so what it says about its own start may be said whole.
        if (!late.IsOpen && !_isServer)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        var isNobodys = CurrentWork.Is is Whereabouts.Nobodys && _isBackground;
        var isWhole = isNobodys && (_isOwn || IsLifetime);
        var words = isWhole ? formatter(state, null) : FixedWords.Of(state);
        var line = exception is null ? words : $"{words}{Environment.NewLine}{FixedWords.Of(exception)}";
        if (isWhole)
        {
            // With its values beside the sentence, for logs that are read by programs.
            inner.Log(logLevel, eventId, state, null, (_, _) => line);
        }
        else if (isNobodys || CurrentWork.Is is Whereabouts.Staffs)
        {
            LateLines.Write(inner, logLevel, eventId, line);
        }
        else
        {
            late.Add(inner, logLevel, eventId, line);
        }
    }

    private bool IsLifetime => category == "Microsoft.Hosting.Lifetime";

    // Below a warning, others tell what they do for each request, and ours would tell when.
    private LogLevel Least => CurrentWork.Is is Whereabouts.Citizens ? LogLevel.Warning
        : _isOwn ? LogLevel.Trace
        : _isHost ? LogLevel.Information : LogLevel.Warning;

    private static bool IsOf(string category, params ReadOnlySpan<string> families)
    {
        foreach (var family in families)
        {
            if (category.StartsWith(family, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

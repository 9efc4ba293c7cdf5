using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Mibsp.Web.Security.Discretion;

namespace Mibsp.Web.Composition;

/// <summary>Where logging is filtered: here, once, for every provider. Settings can ask for less than this lets through, not for more.</summary>
internal static class Logging
{
    public static void AddMibspLogging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LateLines>();
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(InLines);
        builder.Services.PostConfigure<LoggerFactoryOptions>(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new DiscreetLoggers(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            provider.GetRequiredService<LateLines>())));
    }

    /// <summary>One object, one line (Logging:Console:FormatterName is "json" outside Development). Without scopes, of which none pass anyway.</summary>
    private static void InLines(JsonConsoleFormatterOptions json)
    {
        json.IncludeScopes = false;
        json.UseUtcTimestamp = true;
        json.TimestampFormat ??= "yyyy-MM-ddTHH:mm:ssZ";
        json.JsonWriterOptions = new JsonWriterOptions { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }

    /// <summary>First of all: what is logged from the first request on may come of one.</summary>
    public static void UseMibspLogging(this WebApplication app)
    {
        var late = app.Services.GetRequiredService<LateLines>();
        app.Lifetime.ApplicationStarted.Register(() => late.IsOpen = true);
        app.UseMibspDiscretion(late);
        app.UseForwardedHeaders();
    }
}

using Microsoft.Extensions.Options;
using Mibsp.Web.Live;
using Mibsp.Web.Observing.Parts;
using Mibsp.Web.Options;

namespace Mibsp.Web.Observing;

/// <summary>
/// Tells the figures at /metrics, and how each part is at /health/parts, of a port of this machine only, where one is set. A server of its own: the one that the public reaches knows
/// nothing of it, whatever a proxy passes on.
/// </summary>
internal sealed class MetricsPort(
    IOptions<MetricsOptions> options, PortalMeters meters, MetricsLooking looking, PartBoard parts, LiveUpdates live, IHostApplicationLifetime life) : BackgroundService
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Port is not { } port)
        {
            return;
        }

        using var text = new PrometheusText();
        using var day = live.Subscribe(LiveUpdates.DayTopic, () => looking.AtRecordAsync(stoppingToken));
        await StartedAsync(stoppingToken);
        await looking.AtRecordAsync(stoppingToken);
        await using var server = Build(port, text);
        await server.StartAsync(stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        await server.StopAsync(CancellationToken.None);
    }

    private WebApplication Build(int port, PrometheusText text)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        var server = builder.Build();
        server.Run(context => (HttpMethods.IsGet(context.Request.Method) ? context.Request.Path.Value : null) switch
        {
            "/metrics" => TellAsync(context, text),
            "/health/parts" => TellPartsAsync(context),
            _ => NothingAsync(context),
        });
        return server;
    }

    private async Task TellAsync(HttpContext context, PrometheusText text)
    {
        meters.JobsInTrouble = await looking.AtJobsAsync(context.RequestAborted) ?? meters.JobsInTrouble;
        context.Response.ContentType = ContentType;
        await context.Response.WriteAsync(text.Write(), context.RequestAborted);
    }

    private static Task NothingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task TellPartsAsync(HttpContext context)
    {
        var answer = PartsAnswer.Of(await parts.LookAsync(context.RequestAborted));
        context.Response.StatusCode = answer.State is nameof(PartState.Broken) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    // The database is not asked before it is there.
    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var waiting = life.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(ct);
    }
}

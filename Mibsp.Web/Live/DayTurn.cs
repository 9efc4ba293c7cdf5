using Mibsp.Domain.Common;

namespace Mibsp.Web.Live;

/// <summary>
/// Tells open pages that another day has begun: by that alone something may be due, and nobody has done anything. One look a minute for
/// all pages of the node. Not one timer until midnight: machines sleep, and clocks are set.
/// </summary>
public sealed class DayTurn(LiveUpdates live, MunicipalTime time, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    private DateOnly _seen = time.Today;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal is stopping.
        }
    }

    internal void Look()
    {
        if (time.Today is var today && today != _seen)
        {
            _seen = today;
            live.Announce(LiveUpdates.DayTopic);
        }
    }
}

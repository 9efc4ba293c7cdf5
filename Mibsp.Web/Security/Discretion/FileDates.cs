using Mibsp.Domain.Common;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// Every write moves the date of the embedded database's files, so on a quiet day they would tell when the last citizen wrote.
/// Once a minute they are dated back to the start of the day.
/// </summary>
internal sealed class FileDates(string database, MunicipalTime time, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan _often = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        BluntAll();
    }

    /// <summary>Dates of a file or folder, as far as they can be set; when the kernel last changed its entry cannot.</summary>
    public static void Blunt(string path, DateTime at)
    {
        if (Directory.Exists(path))
        {
            Directory.SetLastWriteTimeUtc(path, at);
            Directory.SetLastAccessTimeUtc(path, at);
        }
        else if (File.Exists(path))
        {
            File.SetLastWriteTimeUtc(path, at);
            File.SetLastAccessTimeUtc(path, at);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_often, clock);
        do
        {
            BluntAll();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void BluntAll()
    {
        var day = time.Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        foreach (var path in (string[])[database, database + "-wal", database + "-shm", Path.GetDirectoryName(database)!])
        {
            Blunt(path, day);
        }
    }
}

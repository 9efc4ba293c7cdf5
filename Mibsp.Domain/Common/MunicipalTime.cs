namespace Mibsp.Domain.Common;

/// <summary>What time it is at the town hall. Citizens' acts are stamped with <see cref="Today"/> and nothing finer.</summary>
public sealed class MunicipalTime(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    /// <summary>The day in the municipality's time zone.</summary>
    public DateOnly Today => DayOf(NowUtc);

    /// <summary>The time of a staff act: UTC, cut to whole seconds so that every database gives back what was stored.</summary>
    public DateTime NowUtc
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
}

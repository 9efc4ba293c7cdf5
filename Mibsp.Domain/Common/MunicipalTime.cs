namespace Mibsp.Domain.Common;

/// <summary>What day it is at the town hall. Acts are stamped with <see cref="Today"/> and nothing finer.</summary>
public sealed class MunicipalTime(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    /// <summary>The day in the municipality's time zone.</summary>
    public DateOnly Today => DayOf(clock.GetUtcNow().UtcDateTime);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
}

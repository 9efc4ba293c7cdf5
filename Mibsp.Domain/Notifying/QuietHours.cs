using Mibsp.Domain.Clock;

namespace Mibsp.Domain.Notifying;

/// <summary>
/// When somebody wants no e-mail, in hours of the town hall's day: from <paramref name="From"/>, until <paramref name="Until"/> begins. The same
/// hour twice means never. What comes meanwhile is kept until they end.
/// </summary>
public sealed record QuietHours(int From, int Until, bool OnDaysOff)
{
    /// <summary>From eight in the evening to eight in the morning, and on days off.</summary>
    public static readonly QuietHours Usual = new(20, 8, OnDaysOff: true);

    public bool IsValid => From is >= 0 and < 24 && Until is >= 0 and < 24;

    /// <summary>Whether it is quiet at that moment of local time.</summary>
    public bool Cover(DateTime local)
        => (OnDaysOff && !MunicipalCalendar.Usual.IsWorkingDay(DateOnly.FromDateTime(local)))
            || (From <= Until ? local.Hour >= From && local.Hour < Until : local.Hour >= From || local.Hour < Until);
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Settings;

/// <summary>The calendar days after which things end by themselves, as the host was configured. Settings may say otherwise from a day on.</summary>
public sealed record TownPeriods(int ConfirmationDays, int RetentionDays)
{
    public static TownPeriods Usual { get; } = new(30, ComplaintRetention.DefaultDays);
}

/// <summary>
/// The rules that hold on a day. A complaint goes by those of the day on which it was filed, a proposed closing by those of its own
/// day: what was given or promised is never changed by a setting. Read from the database at each use, so that no node is behind.
/// </summary>
public sealed class TownRules
{
    private readonly ClockRules _clock;
    private readonly ReleaseDelay _delay;
    private readonly TownPeriods _periods;
    private readonly IReadOnlyList<SettingChange> _changes;

    internal TownRules(ClockRules clock, ReleaseDelay delay, TownPeriods periods, IReadOnlyList<SettingChange> changes)
        => (_clock, _delay, _periods, _changes) = (clock, delay, periods, changes);

    /// <summary>What a setting is on a day.</summary>
    public int On(TownSetting setting, DateOnly day)
        => _changes.Where(c => c.Setting == setting && c.FromOn <= day).MaxBy(c => c.FromOn)?.Value ?? AtFirst(setting);

    /// <summary>The days on which a setting changes, the earliest first.</summary>
    public IReadOnlyList<DateOnly> TurnsOf(TownSetting setting) => [.. _changes.Where(c => c.Setting == setting).Select(c => c.FromOn).Order()];

    /// <summary>The rules of the clock for what began on a day.</summary>
    public ClockRules ClockOn(DateOnly day) => new()
    {
        WithoutServiceDays = On(TownSetting.WithoutServiceDays, day),
        AwaitingCitizenDays = On(TownSetting.AwaitingCitizenDays, day),
        BlockedDays = On(TownSetting.BlockedDays, day),
        TransferDays = On(TownSetting.TransferDays, day),
        Hops = On(TownSetting.Hops, day),
        SupervisorDays = On(TownSetting.SupervisorDays, day),
        IntegrityDays = On(TownSetting.IntegrityDays, day),
    };

    public ReleaseDelay DelayOn(DateOnly day)
    {
        if (TurnsOf(TownSetting.ReleaseLeastMinutes).Concat(TurnsOf(TownSetting.ReleaseMostMinutes)).All(turn => turn > day))
        {
            return _delay;
        }

        // The two are set one after the other: in between the larger one counts, which keeps what is held back longer, never shorter.
        var (least, most) = (On(TownSetting.ReleaseLeastMinutes, day), On(TownSetting.ReleaseMostMinutes, day));
        return new ReleaseDelay(TimeSpan.FromMinutes(Math.Min(least, most)), TimeSpan.FromMinutes(Math.Max(least, most)));
    }

    /// <summary>
    /// Spans of days on which a setting was the same, each with the value: for queries by a day from which something lasts so long.
    /// The first has no beginning.
    /// </summary>
    public IEnumerable<(DateOnly From, DateOnly Until, int Value)> SpansOf(TownSetting setting)
    {
        var from = DateOnly.MinValue;
        foreach (var turn in TurnsOf(setting).Append(DateOnly.MaxValue))
        {
            yield return (from, turn, On(setting, from));
            from = turn;
        }
    }

    private int AtFirst(TownSetting setting) => setting switch
    {
        TownSetting.WithoutServiceDays => _clock.WithoutServiceDays,
        TownSetting.AwaitingCitizenDays => _clock.AwaitingCitizenDays,
        TownSetting.BlockedDays => _clock.BlockedDays,
        TownSetting.TransferDays => _clock.TransferDays,
        TownSetting.Hops => _clock.Hops,
        TownSetting.SupervisorDays => _clock.SupervisorDays,
        TownSetting.IntegrityDays => _clock.IntegrityDays,
        TownSetting.ConfirmationDays => _periods.ConfirmationDays,
        TownSetting.RetentionDays => _periods.RetentionDays,
        TownSetting.ReleaseLeastMinutes => (int)_delay.Least.TotalMinutes,
        TownSetting.ReleaseMostMinutes => (int)_delay.Most.TotalMinutes,
        _ => throw new ArgumentOutOfRangeException(nameof(setting)),
    };
}

/// <summary>Reads the rules: what the host was configured with, and what administrators changed since.</summary>
public sealed class RulesReading(ClockRules clock, ReleaseDelay delay, TownPeriods periods)
{
    /// <summary>A table of few rows, read whole.</summary>
    public async Task<TownRules> ReadAsync(MibspDbContext db, CancellationToken ct)
        => new(clock, delay, periods, await db.SettingChanges.AsNoTracking().OrderBy(c => c.Setting).ThenBy(c => c.FromOn).ToListAsync(ct));
}

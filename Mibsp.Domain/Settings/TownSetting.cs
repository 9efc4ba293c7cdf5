namespace Mibsp.Domain.Settings;

/// <summary>What an administrator may change while the portal runs. Stored by name; never renamed.</summary>
public enum TownSetting
{
    WithoutServiceDays,
    AwaitingCitizenDays,
    BlockedDays,
    TransferDays,
    Hops,
    SupervisorDays,
    IntegrityDays,
    ConfirmationDays,
    RetentionDays,
    ReleaseLeastMinutes,
    ReleaseMostMinutes,
}

/// <summary>Between which numbers a setting may lie.</summary>
public static class TownSettingBounds
{
    /// <summary>The least and the most, both allowed.</summary>
    public static (int Least, int Most) Of(TownSetting setting) => setting switch
    {
        TownSetting.WithoutServiceDays => (1, 90),
        TownSetting.AwaitingCitizenDays => (1, 30),
        TownSetting.BlockedDays => (1, 60),
        TownSetting.TransferDays => (1, 15),
        TownSetting.Hops => (1, 10),
        TownSetting.SupervisorDays or TownSetting.IntegrityDays => (1, 30),
        TownSetting.ConfirmationDays => (7, 365),
        TownSetting.RetentionDays => (30, 3650),
        TownSetting.ReleaseLeastMinutes or TownSetting.ReleaseMostMinutes => (0, 24 * 60),
        _ => throw new ArgumentOutOfRangeException(nameof(setting)),
    };
}

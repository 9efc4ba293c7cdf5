namespace Mibsp.Domain.Settings;

/// <summary>What a setting is from a day on. What was given or promised before goes by what was in force then.</summary>
public sealed class SettingChange
{
    private SettingChange() { } // EF

    internal SettingChange(TownSetting setting, DateOnly fromOn, int value) => (Setting, FromOn, Value) = (setting, fromOn, value);

    public TownSetting Setting { get; private set; }

    public DateOnly FromOn { get; private set; }

    public int Value { get; internal set; }
}

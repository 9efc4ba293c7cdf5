using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using static Mibsp.Domain.Common.RuleBrokenException;

namespace Mibsp.Domain.Settings;

/// <summary>A setting as the page shows it: what it is today, and what it will be if somebody changed it today.</summary>
public sealed record SettingRow(TownSetting Setting, int Today, int Tomorrow)
{
    public bool IsAboutToChange => Today != Tomorrow;
}

/// <summary>
/// How an administrator changes settings while the portal runs. A change holds from tomorrow on, for what begins then: nothing that was
/// given or promised is touched, and no day has two rules.
/// </summary>
public sealed class SettingEditing(IDbContextFactory<MibspDbContext> contexts, DirectoryChanging changing, RulesReading rules)
{
    /// <summary>All settings, for administrators and auditors.</summary>
    public async Task<IReadOnlyList<SettingRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Role is not (StaffRole.Administrator or StaffRole.Auditor))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var inForce = await rules.ReadAsync(db, ct);
        return [.. Enum.GetValues<TownSetting>().Select(s => new SettingRow(s, inForce.On(s, changing.Today), inForce.On(s, changing.Today.AddDays(1))))];
    }

    /// <summary><paramref name="seen"/> is what the page said it would be: somebody else's change meanwhile is told.</summary>
    public Task<Outcome> ChangeAsync(TownSetting setting, int seen, int value, Actor actor, CancellationToken ct)
        => changing.ChangeAsync(actor, async made =>
        {
            Require(Enum.IsDefined(setting), Refusal.NotFound);
            var (least, most) = TownSettingBounds.Of(setting);
            Require(value >= least && value <= most, Refusal.SettingOutOfRange);
            var (from, inForce) = (made.Today.AddDays(1), await rules.ReadAsync(made.Db, ct));
            var before = inForce.On(setting, from);
            Require(before == seen, Refusal.ChangedByOthers);
            RequireInOrder(setting, value, inForce, from);
            if (await made.Db.SettingChanges.FindAsync([setting, from], ct) is { } today)
            {
                today.Value = value;
            }
            else
            {
                made.Db.Add(new SettingChange(setting, from, value));
            }

            made.Tell($"{setting}", before, value);
            made.Enter(AuditAct.SettingChanged, new() { ["setting"] = $"{setting}", ["holds from"] = $"{from:yyyy-MM-dd}" }, AuditSubject.Settings);
        }, ct);

    // The two ends of the release delay: the least is never above the most.
    private static void RequireInOrder(TownSetting setting, int value, TownRules inForce, DateOnly from)
        => Require(setting switch
        {
            TownSetting.ReleaseLeastMinutes => value <= inForce.On(TownSetting.ReleaseMostMinutes, from),
            TownSetting.ReleaseMostMinutes => value >= inForce.On(TownSetting.ReleaseLeastMinutes, from),
            _ => true,
        }, Refusal.SettingOutOfRange);
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Analytics;

/// <summary>Reads the rows of the console: by department, service, ward and kind, and wards by department.</summary>
internal sealed class BreakdownRows(MibspDbContext db, FigureSums sums, AnalyticsQuestion question)
{
    public async Task<(IReadOnlyDictionary<Breakdown, IReadOnlyList<FlowRow>> By, IReadOnlyList<WardCell> Wards)> ReadAsync(CancellationToken ct)
    {
        var departments = await db.Departments.Where(d => question.DepartmentId == null || d.Id == question.DepartmentId)
            .OrderBy(d => d.Name).ThenBy(d => d.Id).Select(d => new { d.Id, d.Name }).ToListAsync(ct);
        var services = await db.Services.OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        var wards = await db.Wards.OrderBy(w => w.Id).Select(w => new { w.Id, w.Name }).ToListAsync(ct);
        var (all, ofWards) = (await SumsAsync(FlowMargin.All, ct), await SumsAsync(FlowMargin.Ward, ct));
        var by = new Dictionary<Breakdown, IReadOnlyList<FlowRow>>
        {
            [Breakdown.Department] = Rows(all, key => key.DepartmentId, [.. departments.Select(d => (d.Id, d.Name))], onlyUsed: false),
            [Breakdown.Service] = Rows(await SumsAsync(FlowMargin.Service, ct), key => key.Value, [.. services.Select(s => (s.Id, s.Name))], onlyUsed: true),
            [Breakdown.Ward] = Rows(ofWards, key => key.Value, [.. wards.Select(w => (w.Id, w.Name))], onlyUsed: false),
            [Breakdown.Kind] = Rows(await SumsAsync(FlowMargin.Kind, ct), key => key.Value, [.. Enum.GetValues<ComplaintKind>().Select(k => ((int)k, k.ToString()))], onlyUsed: false),
        };
        return (by, [.. ofWards.Now.Where(w => w.Value.Filed != 0).OrderBy(w => w.Key.Value).ThenBy(w => w.Key.DepartmentId).Select(w => new WardCell(w.Key.Value, w.Key.DepartmentId, w.Value.Filed))]);
    }

    private async Task<Sums> SumsAsync(FlowMargin margin, CancellationToken ct) => new(
        await sums.SumAsync(margin, question.From, question.Until, ct),
        question is { ComparedFrom: { } from, ComparedUntil: { } until } ? await sums.SumAsync(margin, from, until, ct) : null,
        await sums.SumAsync(margin, ct));

    // What the directory knows, in its order; then what it does not know (0, or what was deleted), where there is any.
    private static List<FlowRow> Rows(Sums sums, Func<(int DepartmentId, int Value), int> id, IReadOnlyList<(int Id, string Name)> known, bool onlyUsed)
    {
        var (now, compared, ever) = (By(sums.Now, id), sums.Compared is { } before ? By(before, id) : null, By(sums.Ever, id));
        var names = known.ToDictionary(k => k.Id, k => k.Name);
        var used = ever.Keys.Concat(now.Keys).Concat(compared?.Keys ?? Enumerable.Empty<int>()).Distinct().Where(IsUsed).ToHashSet();
        return [.. known.Select(k => k.Id).Where(k => !onlyUsed || used.Contains(k)).Concat(used.Where(u => !names.ContainsKey(u)).Order()).Select(Row)];

        bool IsUsed(int key) => now.GetValueOrDefault(key) != default || compared?.GetValueOrDefault(key) is { } other && other != default || ever.GetValueOrDefault(key).Net != 0;

        FlowRow Row(int key) => new(
            key, names.GetValueOrDefault(key, ""), Flow.Of(now.GetValueOrDefault(key)), compared is null ? null : Flow.Of(compared.GetValueOrDefault(key)), ever.GetValueOrDefault(key).Net);
    }

    private static Dictionary<int, FlowCount> By(Dictionary<(int DepartmentId, int Value), FlowCount> sums, Func<(int DepartmentId, int Value), int> id)
        => sums.GroupBy(s => id(s.Key)).ToDictionary(g => g.Key, g => g.Aggregate(default(FlowCount), (sum, s) => sum + s.Value));

    /// <summary>In the period, in the one it is compared with, and of all days.</summary>
    private sealed record Sums(
        Dictionary<(int DepartmentId, int Value), FlowCount> Now, Dictionary<(int DepartmentId, int Value), FlowCount>? Compared, Dictionary<(int DepartmentId, int Value), FlowCount> Ever);
}

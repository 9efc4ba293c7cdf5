using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Notifying;

namespace Mibsp.Domain.Seeding;

/// <summary>What is planted in one transaction: complaints in the order of their filing, and the acts that were done up to then.</summary>
internal sealed record SeedBatch(List<DemoLife> Lives, List<AuditRecord> Records, List<Notice> Notices);

/// <summary>
/// Makes the complaints day by day. Acts that lie in the days to come wait for their day, because the record runs forward: at most those of the
/// half year until a closed complaint is erased, whatever the number of complaints before.
/// </summary>
internal sealed class SeedBatches(SeedTown town, SeedPlan plan, DateOnly today)
{
    private const int AtOnce = 5000;

    private readonly Dictionary<DateOnly, List<DemoEntry>> _toCome = [];
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>When it is to stop, what is on its way is brought to its end: the record must tell all that the complaints show.</summary>
    public IEnumerable<SeedBatch> Make(CancellationToken stop)
    {
        var (batch, made) = (New(), 0);
        foreach (var (day, count) in plan.Days(today))
        {
            for (var i = 0; i < count && !stop.IsCancellationRequested; i++)
            {
                Add(batch, town.Make(day, plan.SequenceOf(++made)));
            }

            if (_toCome.Remove(day, out var due))
            {
                batch.Records.AddRange(due.OrderBy(entry => entry.Minute).Select(entry => entry.Record));
            }

            if (batch.Lives.Count >= AtOnce || batch.Records.Count >= 10 * AtOnce)
            {
                yield return batch;
                batch = New();
            }
        }

        batch.Records.Add(AuditRecord.Of(
            AuditAct.DemoDataPlanted, Stamp.System(today), null, new Dictionary<string, string> { ["complaints"] = $"{made}", ["number"] = $"{plan.Number}" }));
        yield return batch;
    }

    private void Add(SeedBatch batch, DemoLife life)
    {
        batch.Lives.Add(life);
        life.Entries.ForEach(Await);
        life.Entries.Clear();
        foreach (var step in life.Complaint.Steps)
        {
            Await(EntryOf(step, life.Complaint));
        }

        var told = life.Complaint.Steps.Where(step => step.ToldId is { } user && life.Complaint.Recusals.All(r => r.UserId != user));
        batch.Notices.AddRange(told.DistinctBy(step => (step.ToldId, NoticeFollowing.KindOf(step.Mark), step.Round))
            .Select(step => new Notice(step.ToldId!.Value, life.Complaint.Id, NoticeFollowing.KindOf(step.Mark), step.Round, step.On)));
    }

    private static DemoEntry EntryOf(LadderStep step, Complaint complaint) => new(step.On, 0, AuditRecord.Of(
        Ladder.RungOf(step.Mark) is null ? AuditAct.ReminderDue : AuditAct.ComplaintEscalated, Stamp.System(step.On), complaint.Id, new Dictionary<string, string>
        {
            ["mark"] = step.Mark.ToString(), ["due"] = $"{step.On:yyyy-MM-dd}", ["round"] = $"{step.Round}", ["accountable"] = step.ToldId?.ToString("N") ?? "",
        }));

    private void Await(DemoEntry entry)
    {
        // The same few words wait hundreds of thousands of times.
        if (entry.Record.Json.Length < 40)
        {
            entry = entry with { Record = entry.Record with { Json = Known(entry.Record.Json) } };
        }

        if (!_toCome.TryGetValue(entry.On, out var day))
        {
            _toCome.Add(entry.On, day = []);
        }

        day.Add(entry);
    }

    private string Known(string json)
    {
        if (!_known.TryGetValue(json, out var known))
        {
            _known.Add(json, known = json);
        }

        return known;
    }

    private static SeedBatch New() => new([], [], []);
}

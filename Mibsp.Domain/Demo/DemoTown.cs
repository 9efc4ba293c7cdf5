using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Tracking;

namespace Mibsp.Domain.Demo;

/// <summary>The demo town's directory and staff as they stand in the database, and what its complaints are made from.</summary>
internal sealed class DemoTown(
    IReadOnlyList<Department> departments, IReadOnlyList<Service> services, DemoStaff staff, TrackingKey key, MunicipalTime time)
{
    public const int Complaints = 360;

    private readonly DateOnly _today = time.Today;

    private int IntegrityCellId => departments[^1].Id;

    /// <summary>All complaints by the day of filing. The same every time on the same day, but for ids and tracking IDs.</summary>
    public IReadOnlyList<DemoLife> MakeComplaints()
    {
        var lives = new List<DemoLife>
        {
            Make(1, 24, DemoStop.ActionTaken, DemoTrackingIds.ActionTaken, 0, 4),
            Make(2, 22, DemoStop.AwaitingCitizen, DemoTrackingIds.AwaitingCitizen, 1, 0),
            Make(3, 70, DemoStop.Closed, DemoTrackingIds.Closed, 4, 1),
        };
        for (var i = lives.Count + 1; i <= Complaints; i++)
        {
            var (daysAgo, stop) = Plan(i);
            lives.Add(Make((uint)i, daysAgo, stop, null, null, null));
        }

        return [.. lives.OrderBy(l => l.Complaint.FiledOn)];
    }

    /// <summary>How old the complaint is, and where it is stuck: what is stuck is never older than a season.</summary>
    private (int DaysAgo, DemoStop Stop) Plan(int number)
    {
        var sequence = new DemoSequence((uint)(number + 7000));
        var stop = (number % 40) switch
        {
            2 => DemoStop.Pending,
            7 or 33 => DemoStop.UnderReview,
            11 => DemoStop.AwaitingCitizen,
            19 => DemoStop.ActionTaken,
            5 when number % 80 == 5 => DemoStop.Reopened,
            _ => DemoStop.Nowhere,
        };
        return stop switch
        {
            DemoStop.Nowhere => (sequence.Chance(6) ? sequence.Below(7) : DayOf(sequence), stop),
            DemoStop.ActionTaken => (sequence.Between(22, 30), stop),
            DemoStop.Reopened => (sequence.Between(32, 50), stop),
            _ => (sequence.Between(3, 28), stop),
        };
    }

    // More of them in the later months, as the portal becomes known, and in the rains.
    private int DayOf(DemoSequence sequence)
    {
        for (var tries = 0; ; tries++)
        {
            var daysAgo = sequence.Below(364);
            var rains = _today.AddDays(-daysAgo).Month is >= 6 and <= 9 ? 20 : 0;
            if (tries > 20 || sequence.Chance(70 - (daysAgo / 10) + rains))
            {
                return daysAgo;
            }
        }
    }

    private DemoLife Make(uint number, int daysAgo, DemoStop stop, string? trackingId, int? department, int? storyNumber)
    {
        var sequence = new DemoSequence(number);
        var place = department ?? sequence.Below(DemoDirectory.Departments.Count);
        var words = DemoDirectory.Departments[place].Words;
        var story = storyNumber is { } given ? words.Stories[given] : sequence.Of(words.Stories);
        var filedOn = _today.AddDays(-daysAgo);
        var keepFrom = trackingId is null && story.Amount > 0 ? sequence.Of(KeepFromChoices) : KeepFrom.Nobody;
        var named = departments[place].Id;
        var handling = keepFrom is KeepFrom.Nobody && story.Kind is not ComplaintKind.Retaliation ? named : IntegrityCellId;
        var service = sequence.Chance(92) || trackingId is not null ? services.Single(s => s.DepartmentId == named && s.Name == story.Service) : null;
        var days = service?.DeadlineDays ?? ClockRules.Usual.WithoutServiceDays;
        var facts = new ComplaintFacts(
            story.Kind, keepFrom, named, handling, service?.Id, sequence.Chance(90) ? sequence.Between(1, DemoDirectory.Wards.Count) : null,
            days, MunicipalCalendar.Usual.After(filedOn, days * MunicipalCalendar.Day));
        var life = new DemoLife(facts, Tell(story, filedOn, sequence), key.Hash(IdOf(trackingId)), new DemoClock(filedOn, _today, sequence));
        new DemoFate(life, words, staff.WorkersOf(handling), staff.SecondPersons, IntegrityCellId, sequence).Run(stop);
        life.Expire();
        return life;
    }

    internal static readonly IReadOnlyList<KeepFrom> KeepFromChoices =
    [
        KeepFrom.Nobody, KeepFrom.Nobody, KeepFrom.Nobody, KeepFrom.Nobody, KeepFrom.Nobody, KeepFrom.DepartmentOfficers, KeepFrom.DepartmentHead,
    ];

    internal static ComplaintStory Tell(DemoStory story, DateOnly filedOn, DemoSequence sequence)
    {
        int? amount = story.Amount == 0 ? null : Math.Max(10, story.Amount * sequence.Between(6, 16) / 100 * 10);
        var text = story.Text
            .Replace("{place}", sequence.Of(DemoPhrases.Places), StringComparison.Ordinal)
            .Replace("{days}", $"{sequence.Between(8, 60)}", StringComparison.Ordinal)
            .Replace("{amount}", $"{amount}", StringComparison.Ordinal);
        var byMonth = sequence.Chance(40);
        var happened = filedOn.AddDays(-sequence.Between(0, 25));
        return new ComplaintStory(
            text, sequence.Chance(75) ? byMonth ? new DateOnly(happened.Year, happened.Month, 1) : happened : null, byMonth, amount, null, story.HowToCheck);
    }

    private static TrackingId IdOf(string? fixedId)
        => fixedId is null ? TrackingId.New()
            : TrackingId.TryParse(fixedId, out var id) ? id : throw new InvalidOperationException("A demo tracking ID has a wrong check.");
}

using System.Security.Cryptography;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Metrics;
using Mibsp.Tests.Domain.Escalation;

namespace Mibsp.Tests.Domain.Metrics;

/// <summary>Whose days, and whose delay: read off the spans.</summary>
public sealed class HeldCaseTests
{
    private const int Water = 1;
    private const int Roads = 2;

    /// <summary>A Monday: the days that count begin on the Tuesday.</summary>
    private static readonly DateOnly _monday = new(2026, 7, 6);

    private static readonly Guid _asha = new(1, 0, 0, new byte[8]), _bela = new(2, 0, 0, new byte[8]), _chand = new(3, 0, 0, new byte[8]);

    [Theory]
    [InlineData(ComplaintKind.ServiceFault)]
    [InlineData(ComplaintKind.BribeDemanded)]
    public void All_days_are_somebodys_and_nobody_has_anothers(ComplaintKind kind)
    {
        for (var life = 0; life < 150; life++)
        {
            var path = new EveryPath(kind);
            var allowances = new Dictionary<int, int> { [0] = path.Complaint.AllowanceUnits };
            for (var move = 0; move < 16 && path.Complaint.Status.IsOpen(); move++)
            {
                path.Try(EveryPath.Moves[RandomNumberGenerator.GetInt32(EveryPath.Moves.Count)].Do);
                allowances[path.Complaint.Round] = path.Complaint.AllowanceUnits;
                path.Pass(RandomNumberGenerator.GetInt32(5));
            }

            Check(path, allowances);
        }
    }

    [Fact]
    public void Who_has_it_for_no_longer_than_was_given_is_in_time()
    {
        var spans = Spans((0, _asha, Water, 5));

        var held = Read(Holder.Person(_asha), spans);

        Assert.Equal((10, DeadlineKept.Kept, true), (held.OwnUnits, held.Deadline, held.EndedWithThem));
        Assert.Equal(DeadlineKept.Missed, Read(Holder.Person(_asha), Spans((0, _asha, Water, 6))).Deadline);
    }

    [Fact]
    public void A_case_that_was_late_when_it_was_handed_over_is_not_the_new_holders_fault()
    {
        var spans = Spans((0, _asha, Water, 7), (0, _bela, Water, 9));

        Assert.Equal(DeadlineKept.Missed, Read(Holder.Person(_asha), spans).Deadline);
        Assert.Equal(DeadlineKept.NotTheirs, Read(Holder.Person(_bela), spans).Deadline);
        Assert.Equal(18, Read(Holder.Person(_bela), spans).OwnUnits);

        // The department had it all the time.
        Assert.Equal(DeadlineKept.Missed, Read(Holder.Department(Water), spans).Deadline);
    }

    [Theory]
    [InlineData(3, DeadlineKept.Kept)]
    [InlineData(4, DeadlineKept.Missed)]
    public void Who_gets_it_on_the_last_day_has_three_days_at_least(int days, DeadlineKept expected)
        => Assert.Equal(expected, Read(Holder.Person(_bela), Spans((0, _asha, Water, 4), (0, _bela, Water, days))).Deadline);

    [Fact]
    public void Who_got_it_by_a_transfer_has_the_days_of_that_round()
    {
        var spans = Spans((0, _asha, Water, 9), (1, _chand, Roads, 3));
        var allowances = RoundAllowances.Of(5, 1, 6, spans, MunicipalCalendar.Usual, ClockRules.Usual);

        Assert.Equal(6, allowances[1]);
        Assert.Equal(DeadlineKept.Missed, Read(Holder.Department(Water), spans, allowances).Deadline);
        Assert.Equal(DeadlineKept.Kept, Read(Holder.Department(Roads), spans, allowances).Deadline);
        Assert.Equal(DeadlineKept.Kept, Read(Holder.Person(_chand), spans, allowances).Deadline);
    }

    [Fact]
    public void Pauses_are_counted_apart_up_to_their_cap()
    {
        var (day, spans) = (_monday, new List<CaseSpan>());
        Add(spans, ref day, 0, _asha, Water, 3);
        Add(spans, ref day, 0, _asha, Water, 12, ClockState.AwaitingCitizen);
        Add(spans, ref day, 0, _asha, Water, 4, ClockState.Blocked, Roads);
        Add(spans, ref day, 0, _asha, Water, 2, ClockState.AwaitingConfirmation);

        var held = Read(Holder.Person(_asha), spans);

        // Three days, and two of the twelve that are beyond the ten for which the clock stands still.
        Assert.Equal((10, 20, 8, 4, DeadlineKept.Kept), (held.OwnUnits, held.AskedUnits, held.BlockedUnits, held.DecidingUnits, held.Deadline));
        Assert.Equal(8, Read(Holder.Department(Roads), spans).WaitedForUnits);
        Assert.False(Read(Holder.Department(Roads), spans).HasPart);
    }

    [Fact]
    public void Passing_through_somebodys_hands_within_a_day_is_no_part_in_it()
    {
        var spans = Spans((0, _asha, Water, 0), (0, _bela, Water, 2));

        Assert.False(Read(Holder.Person(_asha), spans).HasPart);
        Assert.True(Read(Holder.Person(_bela), Spans((0, _bela, Water, 0))).HasPart);
    }

    [Fact]
    public void A_mean_that_would_tell_one_citizens_rating_is_not_told()
    {
        var held = Read(Holder.Person(_asha), Spans((0, _asha, Water, 1)));

        Assert.Null(ClosedWork.Of([(held, 5), (held, 1), (held, null)]).MeanRating);
        Assert.Equal(2.7m, ClosedWork.Of([(held, 5), (held, 1), (held, 2)]).MeanRating);
    }

    private static void Check(EveryPath path, Dictionary<int, int> recorded)
    {
        var complaint = path.Complaint;
        var until = complaint.ClosedOn ?? path.Today;
        var allowances = RoundAllowances.Of(complaint.Days, complaint.Round, complaint.AllowanceUnits, complaint.Spans, PaperTown.Calendar, ClockRules.Usual);
        Assert.All(recorded, round => Assert.True(allowances[round.Key] >= round.Value, $"Round {round.Key}: {allowances[round.Key]} of {round.Value}."));

        var people = PaperTown.People.ToDictionary(p => p.Id, p => Read(Holder.Person(p.Id)));
        var departments = new[] { PaperTown.Water, PaperTown.Roads, PaperTown.Cell }.Select(d => Read(Holder.Department(d))).ToList();
        var all = PaperTown.Calendar.Between(complaint.FiledOn, until);
        Assert.Equal(all, people.Values.Sum(h => h.OwnUnits + h.AskedUnits + h.DecidingUnits + h.BlockedUnits));
        Assert.Equal(all, departments.Sum(h => h.OwnUnits + h.AskedUnits + h.DecidingUnits + h.WaitedForUnits));
        Assert.Equal(departments.Sum(h => h.BlockedUnits), departments.Sum(h => h.WaitedForUnits));
        Assert.All(people, p => Assert.Equal(path.DiaryOf(p.Key), p.Value.OwnUnits));
        Assert.Equal(1, people.Values.Count(h => h.EndedWithThem));

        // What was never delayed was late with nobody.
        if (complaint.Steps.All(s => Ladder.RungOf(s.Mark) is null))
        {
            Assert.DoesNotContain(people.Values.Concat(departments), h => h.Deadline is DeadlineKept.Missed);
        }

        HeldCase Read(Holder holder) => HeldCase.Read(holder, complaint.Spans, allowances, PaperTown.Calendar, ClockRules.Usual, until);
    }

    private static HeldCase Read(Holder holder, IReadOnlyList<CaseSpan> spans, IReadOnlyDictionary<int, int>? allowances = null)
        => HeldCase.Read(holder, spans, allowances ?? new Dictionary<int, int> { [0] = 10 }, MunicipalCalendar.Usual, ClockRules.Usual, spans[^1].UntilOn!.Value);

    private static List<CaseSpan> Spans(params (int Round, Guid Officer, int Department, int Days)[] turns)
    {
        var (day, spans) = (_monday, new List<CaseSpan>());
        foreach (var (round, officer, department, days) in turns)
        {
            Add(spans, ref day, round, officer, department, days);
        }

        return spans;
    }

    private static void Add(
        List<CaseSpan> spans, ref DateOnly day, int round, Guid officer, int department, int days, ClockState state = ClockState.Running, int? charged = null)
    {
        var span = new CaseSpan(spans.Count + 1, round, day, state, department, charged ?? department, officer);
        day = MunicipalCalendar.Usual.After(day, days * MunicipalCalendar.Day);
        span.End(day);
        spans.Add(span);
    }
}

using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Demo;

/// <summary>Where a demo complaint gets stuck, so that every status has some and some are delayed.</summary>
internal enum DemoStop
{
    /// <summary>Runs its course until it is closed or today is reached.</summary>
    Nowhere,
    Pending,
    UnderReview,
    AwaitingCitizen,
    ActionTaken,
    Reopened,

    /// <summary>Not stuck: closed by the citizen, without detours.</summary>
    Closed,
}

/// <summary>Leads one demo complaint along a believable way.</summary>
internal sealed class DemoFate(DemoLife life, DemoWords words, IReadOnlyList<Guid> workers, IReadOnlyList<Guid> seconds, int integrityCellId, DemoSequence sequence)
{
    /// <summary>One day more than the confirmation period that comes with the portal.</summary>
    private const int SilenceDays = 31;

    public void Run(DemoStop stop)
    {
        var officer = workers[0];
        if (stop is DemoStop.Pending || !Start(officer, stop))
        {
            return;
        }

        if (Work(officer, stop) && stop is not DemoStop.ActionTaken)
        {
            Settle(stop);
        }
    }

    private bool Start(Guid officer, DemoStop stop)
    {
        var days = stop is DemoStop.Nowhere ? sequence.Of([0, 1, 1, 2, 2, 3, 4, 6]) : sequence.Between(0, 2);
        return workers.Count > 1 && sequence.Chance(25)
            ? life.Assign(workers[1], officer, sequence.Of(DemoPhrases.Started), days)
            : life.Take(officer, days);
    }

    /// <summary>From the start of the review to the proposal to close.</summary>
    private bool Work(Guid officer, DemoStop stop)
    {
        if (sequence.Chance(45))
        {
            life.Write(officer, sequence.Of(DemoPhrases.Acknowledgements), sequence.Between(0, 2));
        }

        if (sequence.Chance(35))
        {
            life.Note(officer, sequence.Of(words.Notes), sequence.Between(0, 3));
        }

        if (stop is DemoStop.UnderReview)
        {
            life.WriteBack(sequence.Of(DemoPhrases.Reminders), sequence.Between(6, 12));
            return false;
        }

        if ((stop is DemoStop.AwaitingCitizen || (stop is DemoStop.Nowhere && sequence.Chance(30))) && !Ask(officer, stop))
        {
            return false;
        }

        // Where the end is given the way is short, so that it is reached on whatever weekday the data is planted.
        var (outcome, note) = Result(stop);
        return life.Propose(officer, seconds, outcome, note, stop is DemoStop.Nowhere ? sequence.Of(_days) : sequence.Between(2, 6));
    }

    private static readonly int[] _days = [1, 2, 3, 3, 4, 5, 6, 8, 11, 16];

    /// <summary>Asks the citizen, and says whether there is an answer, or the work goes on without one.</summary>
    private bool Ask(Guid officer, DemoStop stop)
    {
        var question = sequence.Of(words.Questions);
        if (!life.Ask(officer, question.Question, sequence.Between(1, 4)) || stop is DemoStop.AwaitingCitizen)
        {
            return false;
        }

        return sequence.Chance(85)
            ? life.Answer(question.Answer, sequence.Between(1, 8))
            : life.GoOn(officer, DemoPhrases.WithoutAnswer[0], 15);
    }

    /// <summary>What the citizen makes of the proposal.</summary>
    private void Settle(DemoStop stop)
    {
        if (stop is DemoStop.Closed)
        {
            life.Confirm(sequence.Between(1, 8));
            return;
        }

        // Where there is nobody else to take it, nobody contests.
        if (workers.Count < 2 || (stop is not DemoStop.Reopened && !sequence.Chance(12)))
        {
            Close();
            return;
        }

        if (!life.Contest(sequence.Of(DemoPhrases.Contests), integrityCellId, sequence.Between(1, 9)) || stop is DemoStop.Reopened)
        {
            return;
        }

        // Whoever proposed it is out of the case; the supervisor takes it.
        _ = life.Take(workers[1], sequence.Between(1, 3))
            && life.Note(workers[1], sequence.Of(words.Notes), 1)
            && life.Propose(workers[1], seconds, ComplaintOutcome.Resolved, sequence.Of(words.Resolved), sequence.Between(2, 9))
            && Close();
    }

    private bool Close() => sequence.Chance(80) ? life.Confirm(sequence.Between(0, 20)) : life.FallSilent(SilenceDays);

    private (ComplaintOutcome Outcome, string Note) Result(DemoStop stop) => (stop is DemoStop.Nowhere ? sequence.Below(100) : 0) switch
    {
        < 78 => (ComplaintOutcome.Resolved, sequence.Of(words.Resolved)),
        < 88 => (ComplaintOutcome.Unfounded, sequence.Of(DemoPhrases.Unfounded)),
        < 94 => (ComplaintOutcome.OutsideOurPowers, sequence.Of(DemoPhrases.OutsideOurPowers)),
        _ => (ComplaintOutcome.Duplicate, DemoPhrases.Duplicate[0]),
    };
}

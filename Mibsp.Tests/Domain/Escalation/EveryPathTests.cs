using Mibsp.Domain.Complaints;

namespace Mibsp.Tests.Domain.Escalation;

/// <summary>The status machine with its clocks, along every path there is.</summary>
public sealed class EveryPathTests
{
    private const int MovesMax = 8;

    /// <summary>
    /// All paths of up to eight moves, with few and with many days between them: at every instant exactly one person is accountable,
    /// deadlines only ever move later, pauses stay under their cap, and each day is charged to whoever had it.
    /// </summary>
    [Theory]
    [InlineData(ComplaintKind.ServiceFault, 0)]
    [InlineData(ComplaintKind.ServiceFault, 1)]
    [InlineData(ComplaintKind.ServiceFault, 9)]
    [InlineData(ComplaintKind.BribeDemanded, 2)]
    [InlineData(ComplaintKind.BribeDemanded, 16)]
    public void One_person_is_accountable_at_every_instant_and_nobody_is_charged_for_anothers_days(ComplaintKind kind, int daysBetween)
    {
        var (paths, whole, statuses) = (0, 0, new HashSet<ComplaintStatus>());
        var open = new Stack<int[]>();
        open.Push([]);
        while (open.TryPop(out var path))
        {
            var life = new EveryPath(kind);
            foreach (var move in path)
            {
                life.Pass(daysBetween);
                Assert.True(life.Try(EveryPath.Moves[move].Do));
            }

            life.CheckCharges();
            paths++;
            statuses.Add(life.Complaint.Status);
            if (path.Length == MovesMax || !life.Complaint.Status.IsOpen())
            {
                whole++;
                continue;
            }

            for (var move = 0; move < EveryPath.Moves.Count; move++)
            {
                if (Possible(kind, daysBetween, path, move))
                {
                    open.Push([.. path, move]);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{paths:N0} paths, {whole:N0} of them to their end");
        Assert.Equal(Enum.GetValues<ComplaintStatus>().Order(), statuses.Order());
        Assert.True(paths > 5_000, $"Only {paths} paths: the moves do not lead on.");
    }

    private static bool Possible(ComplaintKind kind, int daysBetween, int[] path, int move)
    {
        var life = new EveryPath(kind);
        foreach (var made in path)
        {
            life.Pass(daysBetween);
            life.Try(EveryPath.Moves[made].Do);
        }

        life.Pass(daysBetween);
        return life.Try(EveryPath.Moves[move].Do);
    }
}

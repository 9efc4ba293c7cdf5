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
        var known = new Dictionary<string, IReadOnlyList<int>>();
        while (open.TryPop(out var path))
        {
            var life = Replay(kind, daysBetween, path);
            life.CheckCharges();
            paths++;
            statuses.Add(life.Complaint.Status);
            if (path.Length == MovesMax || !life.Complaint.Status.IsOpen())
            {
                whole++;
                continue;
            }

            foreach (var move in Possible(kind, daysBetween, path, life, known))
            {
                open.Push([.. path, move]);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{paths:N0} paths, {whole:N0} of them to their end");
        Assert.Equal(Enum.GetValues<ComplaintStatus>().Order(), statuses.Order());
        Assert.True(paths > 5_000, $"Only {paths} paths: the moves do not lead on.");
    }

    // What the rules allow hangs on where it stands and not on the way there: tried once for each standing.
    private static IReadOnlyList<int> Possible(ComplaintKind kind, int daysBetween, int[] path, EveryPath life, Dictionary<string, IReadOnlyList<int>> known)
    {
        var c = life.Complaint;
        var standing = $"{c.Status} {c.OfficerId} {c.BlockedByDepartmentId} {c.PendingById} {c.DepartmentId} {c.Hops} {c.Contests} {string.Join(' ', c.Recusals.Select(r => r.UserId).Order())}";
        if (!known.TryGetValue(standing, out var moves))
        {
            known.Add(standing, moves = [.. Enumerable.Range(0, EveryPath.Moves.Count).Where(move => Replay(kind, daysBetween, path).Try(EveryPath.Moves[move].Do))]);
        }

        return moves;
    }

    private static EveryPath Replay(ComplaintKind kind, int daysBetween, int[] path)
    {
        var life = new EveryPath(kind);
        foreach (var move in path)
        {
            life.Pass(daysBetween);
            Assert.True(life.Try(EveryPath.Moves[move].Do));
        }

        life.Pass(daysBetween);
        return life;
    }
}

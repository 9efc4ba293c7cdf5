using Mibsp.Web.Flood;

namespace Mibsp.Tests.Web.Flood;

/// <summary>What work.js does, without a browser.</summary>
internal static class Puzzle
{
    public static string Solve(string nonce, int bits)
    {
        var id = Guid.ParseExact(nonce, "N");
        return string.Join('.', Enumerable.Range(0, ProofOfWork.Puzzles).Select(puzzle =>
        {
            uint number = 0;
            while (!ProofOfWork.Fits(id, puzzle, number, bits))
            {
                number++;
            }

            return number;
        }));
    }

    public static FormWork Solve(this FormWork work)
    {
        work.Answer = Solve(work.Nonce, work.Bits);
        return work;
    }
}

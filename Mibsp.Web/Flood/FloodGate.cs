using Mibsp.Domain.Common;

namespace Mibsp.Web.Flood;

/// <summary>
/// Keeps machines from writing faster than people, without asking who anybody is. A form is let in at once with the work done, or
/// without script after a while and in its turn. The more is written, the longer both take; neither is ever closed.
/// </summary>
public sealed class FloodGate
{
    /// <summary>Work that was asked for just now is enough, even if more is asked of others by the time it is done.</summary>
    private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(2);

    private readonly WorkSeal _seal;
    private readonly SpentTokens _spent;
    private readonly FloodPressure _pressure;
    private readonly PlainBudget _budget;
    private readonly TimeProvider _clock;

    internal FloodGate(WorkSeal seal, SpentTokens spent, FloodPressure pressure, PlainBudget budget, TimeProvider clock)
        => (_seal, _spent, _pressure, _budget, _clock) = (seal, spent, pressure, budget, clock);

    /// <summary>
    /// What the form is to carry: what it was sent with while that is good, or a new token. So the work is done once for all steps
    /// of the wizard, and its age grows with them.
    /// </summary>
    public FormWork Open(FormPurpose purpose, string form, string? sealedToken, string? answer, VisitorKey? visitor)
    {
        var work = new FormWork { Visitor = visitor };
        var sent = _seal.Open(sealedToken);
        if (sent is not null && sent.Form == WorkSeal.FormOf(purpose, form) && !_spent.Contains(sent.Nonce))
        {
            Show(work, sent);
            work.Answer = ProofOfWork.IsSolved(sent.Nonce, sent.Bits, answer) ? answer! : "";
        }
        else
        {
            _pressure.Opened(visitor);
            Issue(work, WorkSeal.FormOf(purpose, form), sent?.Bits ?? 0);
        }

        return work;
    }

    /// <summary>
    /// Asks to write. When it is refused, <paramref name="work"/> holds what the form is to carry from now on.
    /// <paramref name="use"/> names what is written, where writing it twice is writing it once.
    /// </summary>
    public async Task<Admission> AdmitAsync(FormWork work, FormPurpose purpose, string form, string? use = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var token = _seal.Open(work.Token);
        var own = WorkSeal.FormOf(purpose, form);
        if (token is null || token.Form != own)
        {
            return Anew(work, own, token?.Bits ?? 0);
        }

        var isSolved = ProofOfWork.IsSolved(token.Nonce, token.Bits, work.Answer);
        if (isSolved && !IsEnough(token, work.Visitor))
        {
            return Anew(work, own, token.Bits);
        }

        if (!isSolved && !_spent.Contains(token.Nonce) && WaitOf(work, token) is { Ticks: > 0 } wait)
        {
            return Admission.After(wait);
        }

        if (!await _spent.TrySpendAsync(token, use))
        {
            return Anew(work, own, token.Bits);
        }

        _pressure.Written();
        return Admission.Now;
    }

    // Forms that were opened while it was quiet, many at once, are not a way around what is asked for in a flood.
    private bool IsEnough(WorkToken token, VisitorKey? visitor)
        => _clock.GetUtcNow() - token.IssuedAt <= _fresh || token.Bits >= _pressure.Bits(_pressure.Of(visitor));

    private TimeSpan WaitOf(FormWork work, WorkToken token)
    {
        var now = _clock.GetUtcNow();
        if (token.NotBefore is { } turn)
        {
            return turn - now;
        }

        var young = token.IssuedAt + _pressure.Delay(_pressure.Of(work.Visitor)) - now;
        if (young > TimeSpan.Zero)
        {
            return young;
        }

        var line = _budget.Reserve(_pressure.IsHeavy(work.Visitor));
        if (line > TimeSpan.Zero)
        {
            // Its turn rides in the form: a line costs no memory.
            Show(work, token with { NotBefore = now + line });
        }

        return line;
    }

    private Admission Anew(FormWork work, Guid form, int leastBits)
    {
        Issue(work, form, leastBits);
        return Admission.Anew;
    }

    private void Issue(FormWork work, Guid form, int leastBits)
    {
        var bits = Math.Max(_pressure.Bits(_pressure.Of(work.Visitor)), Math.Min(leastBits, ProofOfWork.MostBits));
        var now = DateTimeOffset.FromUnixTimeSeconds(_clock.GetUtcNow().ToUnixTimeSeconds());
        work.Answer = "";
        Show(work, new WorkToken(Identifiers.Random(), now, bits, form));
    }

    private void Show(FormWork work, WorkToken token)
        => (work.Token, work.Nonce, work.Bits) = (_seal.Seal(token), $"{token.Nonce:N}", token.Bits);
}

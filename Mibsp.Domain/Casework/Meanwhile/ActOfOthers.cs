using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Escalation;

namespace Mibsp.Domain.Casework.Meanwhile;

/// <summary>
/// Something that somebody else did, or that came about by itself, in a complaint the reader may know of, and how the complaint stands
/// towards the reader now. Codes, days and names of staff; never a word of the case.
/// </summary>
public sealed record ActOfOthers(long Sequence, AuditAct Act, Party By, string? Name, DateOnly On, Guid ComplaintId, string CaseNumber)
{
    /// <summary>The reader has it.</summary>
    public bool IsMine { get; init; }

    /// <summary>The reader answers for it.</summary>
    public bool IsForMe { get; init; }

    /// <summary>It is open and nobody has it.</summary>
    public bool IsFree { get; init; }

    /// <summary>It is with the reader's department.</summary>
    public bool IsHere { get; init; }

    /// <summary>It is worked on together with one that the reader has.</summary>
    public bool IsLedByMine { get; init; }

    /// <summary>The mark of the ladder that was reached, where the act is that one was.</summary>
    public LadderMark? Mark { get; init; }
}

/// <summary>What happened since a place in the record. <paramref name="Taken"/> says how many complaints colleagues took that the reader might have taken.</summary>
public sealed record MeanwhileActs(IReadOnlyList<ActOfOthers> Acts, int Taken);

/// <summary>A complaint of the reader's that will be late after a day that is near.</summary>
public sealed record DueSoon(string CaseNumber, DateOnly On);

namespace Mibsp.Domain.Filing;

/// <summary>
/// What a complaint has with it that follows upon another: which one, who must never see it, and its own deadline in working
/// days. See <see cref="RetaliationFiling"/>.
/// </summary>
public sealed record FurtherReport(Guid ComplaintId, IReadOnlyCollection<Guid> KeptFrom, int DeadlineDays);

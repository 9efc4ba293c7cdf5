namespace Mibsp.Domain.Filing;

/// <summary>
/// What a complaint has with it that follows upon another: which one, who must never see it, its own deadline in working days, and
/// whether the first came in a burst. See <see cref="RetaliationFiling"/>.
/// </summary>
public sealed record FurtherReport(Guid ComplaintId, IReadOnlyCollection<Guid> KeptFrom, int DeadlineDays, bool IsOfBurst);

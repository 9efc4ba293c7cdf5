namespace Mibsp.Domain.Cryptography;

/// <summary>
/// Something sealed could not be opened: it was changed, cut, or moved from another complaint, row or field. Says the
/// complaint's id and nothing of what was to be read.
/// </summary>
public sealed class SealBrokenException(Guid complaintId)
    : Exception($"What is stored of complaint {complaintId:N} was changed or belongs elsewhere: it cannot be opened.");

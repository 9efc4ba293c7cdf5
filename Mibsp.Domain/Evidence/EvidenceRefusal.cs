namespace Mibsp.Domain.Evidence;

/// <summary>Why a file was not taken. The words for each value are in the page's resources.</summary>
public enum EvidenceRefusal
{
    TooLarge,
    Empty,

    /// <summary>The content is none of the types that are taken, whatever the file is called.</summary>
    UnknownType,

    /// <summary>It begins like a known type, but its structure is broken, cut off or lies about itself.</summary>
    Damaged,
    TooManyPixels,

    /// <summary>Documents cannot be cleaned on this server, so none is taken: an uncleaned file could name its sender.</summary>
    CleanerMissing,
    CleanerFailed,

    /// <summary>A known type that this portal does not take: animated pictures, or media where the operator did not allow them.</summary>
    NotAllowed,

    /// <summary>A document under a password or with rights taken away: it cannot be drawn anew.</summary>
    Locked,

    /// <summary>More pages, parts, scans or unfolded data than anything a citizen would send.</summary>
    TooComplex,

    /// <summary>The virus scanner knows something in it.</summary>
    Infected,

    /// <summary>Too many files are being cleaned at this moment; in a minute it works.</summary>
    Busy,
}

namespace Mibsp.Domain.Evidence;

/// <summary>Whether a virus scanner has looked at a file. What it finds infected is not taken at all.</summary>
public enum EvidenceScan
{
    /// <summary>No scanner is set, or it did not answer: the file is taken all the same, and marked.</summary>
    NotScanned,
    Clean,
}

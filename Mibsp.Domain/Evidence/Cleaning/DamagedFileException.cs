namespace Mibsp.Domain.Evidence.Cleaning;

/// <summary>Leaves a parser at the first thing that cannot be right; <see cref="Pictures.ImageMetadata"/> turns it into a refusal.</summary>
internal sealed class DamagedFileException(EvidenceRefusal refusal = EvidenceRefusal.Damaged) : Exception
{
    internal EvidenceRefusal Refusal { get; } = refusal;

    internal static void Unless(bool sound)
    {
        if (!sound)
        {
            throw new DamagedFileException();
        }
    }
}

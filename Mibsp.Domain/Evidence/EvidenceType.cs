namespace Mibsp.Domain.Evidence;

/// <summary>What a file is, decided by its content. Audio and video are taken only where the operator allows them.</summary>
public enum EvidenceType
{
    Jpeg,
    Png,
    WebP,
    Pdf,
    Mp3,
    M4a,
    Mp4,
}

/// <summary>How each type is named to browsers and in downloads. The name a citizen gave a file is never used.</summary>
public static class EvidenceTypes
{
    extension(EvidenceType type)
    {
        public string MediaType => type switch
        {
            EvidenceType.Jpeg => "image/jpeg",
            EvidenceType.Png => "image/png",
            EvidenceType.WebP => "image/webp",
            EvidenceType.Pdf => "application/pdf",
            EvidenceType.Mp3 => "audio/mpeg",
            EvidenceType.M4a => "audio/mp4",
            EvidenceType.Mp4 => "video/mp4",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

        /// <summary>With its dot.</summary>
        public string Extension => type switch
        {
            EvidenceType.Jpeg => ".jpg",
            EvidenceType.Png => ".png",
            EvidenceType.WebP => ".webp",
            EvidenceType.Pdf => ".pdf",
            EvidenceType.Mp3 => ".mp3",
            EvidenceType.M4a => ".m4a",
            EvidenceType.Mp4 => ".mp4",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

        public bool IsImage => type is EvidenceType.Jpeg or EvidenceType.Png or EvidenceType.WebP;

        public bool IsMedia => type is EvidenceType.Mp3 or EvidenceType.M4a or EvidenceType.Mp4;
    }
}

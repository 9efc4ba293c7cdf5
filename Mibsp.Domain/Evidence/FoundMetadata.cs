namespace Mibsp.Domain.Evidence;

/// <summary>What a file told besides its content, removed before storing. Shown to the citizen, so that they learn what their device adds.</summary>
public enum FoundMetadata
{
    Location,
    Camera,
    Time,
    Author,
    Text,
    Thumbnail,

    /// <summary>Which way up the camera was held. Without it a picture may be shown lying on its side; its pixels are as they were stored.</summary>
    Orientation,

    /// <summary>Files, scripts or other tracks carried along.</summary>
    Attachment,

    /// <summary>The program or device that wrote the file.</summary>
    Program,
    ColourProfile,
    TrailingData,
    Other,
}

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
    ColourProfile,
    TrailingData,
    Other,
}

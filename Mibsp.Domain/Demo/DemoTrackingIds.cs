namespace Mibsp.Domain.Demo;

/// <summary>The tracking IDs of three demo complaints, so that a visitor can try the tracking page. Planted in Development only.</summary>
public static class DemoTrackingIds
{
    /// <summary>An officer proposes to close: to be confirmed or contested.</summary>
    public const string ActionTaken = "MIB-DEM0-ACT1-0N00-0000-00C6";

    /// <summary>An officer asked a question: to be answered.</summary>
    public const string AwaitingCitizen = "MIB-DEM0-ASK0-0000-0000-00B9";

    /// <summary>Done with.</summary>
    public const string Closed = "MIB-DEM0-C10S-ED00-0000-00K6";
}

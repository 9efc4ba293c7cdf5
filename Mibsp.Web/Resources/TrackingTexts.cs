namespace Mibsp.Web.Resources;

/// <summary>Names the texts of the tracking page.</summary>
public sealed class TrackingTexts;

namespace Mibsp.Web.Resources;

/// <summary>Names the texts of the console with the figures of the town: AnalyticsTexts.resx beside this file.</summary>
public sealed class AnalyticsTexts;

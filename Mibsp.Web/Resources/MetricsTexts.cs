namespace Mibsp.Web.Resources;

/// <summary>Names the texts of the figures about people's and departments' work: MetricsTexts.resx beside this file.</summary>
public sealed class MetricsTexts;

namespace Mibsp.Web.Resources;

/// <summary>Names the texts of the wizard.</summary>
public sealed class FilingTexts;

namespace Mibsp.Web.Resources;

/// <summary>Names the texts that anybody reads on the public dashboard: PublicTexts.resx beside this file.</summary>
public sealed class PublicTexts;

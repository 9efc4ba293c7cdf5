namespace Mibsp.Web.Resources;

/// <summary>Names the texts that both citizens and staff read: CommonTexts.resx beside this file.</summary>
public sealed class CommonTexts;

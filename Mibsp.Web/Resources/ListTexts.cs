namespace Mibsp.Web.Resources;

/// <summary>Marks the texts of lists of complaints, of what is done with them, and of assignment rules.</summary>
public sealed class ListTexts;

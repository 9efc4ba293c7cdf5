namespace Mibsp.Web.Resources;

/// <summary>Names the texts that citizens read: CitizenTexts.resx beside this file.</summary>
public sealed class CitizenTexts;

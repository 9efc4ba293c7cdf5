namespace Mibsp.Web.Resources;

/// <summary>Names the texts that administrators read: AdminTexts.resx beside this file.</summary>
public sealed class AdminTexts;

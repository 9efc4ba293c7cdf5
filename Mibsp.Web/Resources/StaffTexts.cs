namespace Mibsp.Web.Resources;

/// <summary>Names the texts that officers read: StaffTexts.resx beside this file.</summary>
public sealed class StaffTexts;

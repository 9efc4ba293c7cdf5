namespace Mibsp.Web.Resources;

/// <summary>Names the texts about what happened while somebody was away: LiveTexts.resx beside this file.</summary>
public sealed class LiveTexts;

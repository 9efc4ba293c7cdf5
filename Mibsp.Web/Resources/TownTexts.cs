namespace Mibsp.Web.Resources;

/// <summary>Names the texts by which administrators keep the town: people, departments, wards, calendars, settings. TownTexts.resx beside this file.</summary>
public sealed class TownTexts;

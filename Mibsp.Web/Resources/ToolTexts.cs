namespace Mibsp.Web.Resources;

/// <summary>Names the texts of the officers' tools (templates, saved views, bulk moves, keys, printing): ToolTexts.resx beside this file.</summary>
public sealed class ToolTexts;

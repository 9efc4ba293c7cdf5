namespace Mibsp.Web.Resources;

/// <summary>Marks the texts of how the portal is run: what is done with jobs, how each part is, and how the record is searched, verified and handed on.</summary>
public sealed class OperationTexts;

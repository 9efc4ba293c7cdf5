namespace Mibsp.Web.Resources;

/// <summary>Names the texts of signing in, second factors, sessions and setting up: SecurityTexts.resx beside this file.</summary>
public sealed class SecurityTexts;

namespace Mibsp.Web.Security;

/// <summary>
/// On a page that is the same for everybody and has no form: it sets no cookie and may be kept by the browser for a
/// minute. All other pages are not stored anywhere.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FormlessAttribute : Attribute;

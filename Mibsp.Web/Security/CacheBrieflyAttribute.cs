namespace Mibsp.Web.Security;

/// <summary>On a page that is the same for everybody and has no form. All other pages are not stored anywhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CacheBrieflyAttribute : Attribute;

namespace Mibsp.Web.Security;

/// <summary>
/// On a page that reads the same for everybody who asks within the same second, whoever they are: no form, nothing of an account, nothing of
/// the address beyond its path. It is drawn once for all of them (<see cref="Endpoints.ReadyPages"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SameForAllAttribute : Attribute;

namespace Mibsp.Domain.Common;

/// <summary>Which side an act came from. The only thing ever said about who a citizen is.</summary>
public enum Party
{
    Citizen,
    Staff,
    System,
}

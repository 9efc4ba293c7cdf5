namespace Mibsp.Web.Options;

/// <summary>The believable town that an empty database is filled with in Development.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>False leaves the database empty. Outside Development nothing is planted whatever this says: the passwords are public.</summary>
    public bool Plant { get; set; } = true;
}

namespace Mibsp.Domain.Audit.History;

/// <summary>
/// A signpost into the record: which entries belong to the history of an account, a department and the like. Not part of what the
/// record proves, so that the record need not be searched for what stands in its details.
/// </summary>
public sealed class AuditSubject
{
    public const int MaxLength = 44;

    private AuditSubject() { } // EF

    internal AuditSubject(string subject, long sequence) => (Subject, Sequence) = (subject, sequence);

    public string Subject { get; private set; } = "";

    public long Sequence { get; private set; }

    public static string User(Guid id) => $"user:{id:N}";

    public static string Department(int id) => $"department:{id}";

    public static string Service(int id) => $"service:{id}";

    public static string Ward(int id) => $"ward:{id}";

    public static string Calendar(int id) => $"calendar:{id}";

    public static string Template(int id) => $"template:{id}";

    /// <summary>All settings together: few changes, read side by side.</summary>
    public const string Settings = "settings";
}

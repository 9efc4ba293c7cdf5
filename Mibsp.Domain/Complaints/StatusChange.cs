using Mibsp.Domain.Common;
using Mibsp.Domain.Cryptography;

namespace Mibsp.Domain.Complaints;

/// <summary>One line of a complaint's history, read by citizen and staff alike. Never edited or deleted; its note goes when the complaint is erased.</summary>
public sealed class StatusChange
{
    public const int NoteMaxLength = 2000;

    private StatusChange() { } // EF

    internal StatusChange(int number, ComplaintStatus? from, ComplaintStatus to, int departmentId, Stamp stamp)
        => (Id, Number, From, To, DepartmentId, By, UserId, On)
            = (Identifiers.Random(), number, from, to, departmentId, stamp.By, stamp.UserId, stamp.On);

    public Guid Id { get; private set; }

    /// <summary>Place in the complaint's timeline, counted from 1 together with messages, notes and evidence.</summary>
    public int Number { get; private set; }

    /// <summary>Null for the first line: the filing.</summary>
    public ComplaintStatus? From { get; private set; }

    public ComplaintStatus To { get; private set; }

    /// <summary>The department that had the complaint then. Null in lines that are older than this was noted.</summary>
    public int? DepartmentId { get; private set; }

    public byte[]? SealedNote { get; private set; }

    public Party By { get; private set; }

    public Guid? UserId { get; private set; }

    public DateOnly On { get; private set; }

    private string Field => $"status/{Id:N}";

    /// <summary>Null when nothing was noted, or it was erased.</summary>
    public string? ReadNote(ComplaintCipher? cipher) => SealedNote is { } whole ? cipher?.Open(Field, whole) : null;

    internal void ForgetNote() => SealedNote = null;

    internal void Note(string note, ComplaintCipher cipher) => SealedNote = cipher.Seal(Field, note);
}

using Mibsp.Domain.Messages;

namespace Mibsp.Domain.Casework.Acts;

/// <summary>What several acts put beside a change.</summary>
internal static class CaseChangeNotes
{
    /// <summary>A note that only staff read. Throws a broken rule when it is empty or too long.</summary>
    public static void AddNote(this CaseChange made, string text)
        => made.Db.Add(new Note(made.Complaint.NextNumber(), text, made.Stamp.UserId!.Value, made.Stamp.On, made.Cipher));

    /// <summary>In the record it must be plain whether the citizen was asked, or a second person first.</summary>
    public static void SayWhetherPending(this CaseChange made)
    {
        if (made.Complaint.PendingById is not null)
        {
            made.Details["waits for"] = "second person";
        }
    }
}

namespace Mibsp.Domain.Cryptography;

/// <summary>Stops the start, or the one request, when the key ring lacks what the database needs, and tells the operator what to restore.</summary>
public sealed class KeyRingException : Exception
{
    private KeyRingException(string message) : base(message) { }

    public static KeyRingException Empty(string folder) => new(
        $"The key ring {folder} is empty. The first start makes its first key.");

    public static KeyRingException Missing(string folder, IReadOnlyCollection<string> keyIds) => new(
        $"The key ring {folder} lacks the key {string.Join(" and the key ", keyIds)}, without which the complaints in this database cannot be read. "
        + $"Restore {string.Join(" and ", keyIds.Select(id => id + KeyRing.Extension))} from the backup of the keys to that folder and start again.");

    public static KeyRingException Wrong(string path) => new(
        $"The key file {path} holds another key than its name says. Restore it from the backup of the keys and start again.");

    public static KeyRingException DoesNotOpen(string keyId, Guid complaintId) => new(
        $"The wrapped key of complaint {complaintId:N} in the database cannot be opened with the key {keyId} of the key ring: "
        + "the database was changed or is damaged. Restore the database from its backup.");

    public static KeyRingException Foreign(string file) => new(
        $"The keys of forms and sessions in the database cannot be opened with this node's keys/{file}.key. All nodes need the same file: copy it "
        + "from a node that works, or restore it from the backup of the keys, and start again.");
}

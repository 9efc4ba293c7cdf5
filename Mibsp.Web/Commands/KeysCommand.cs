using Microsoft.Extensions.Options;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>keys list</c>, <c>keys rotate</c>, <c>keys retire ID</c>: what the operator does with the key ring, while the portal
/// runs or not. Tells in plain sentences what was done; the exit code says whether.
/// </summary>
internal sealed class KeysCommand(KeyRotation rotation, IStartupValidator settings)
{
    private const int Refused = 1;
    private const int Misused = 2;

    public static bool IsMeant(string[] args) => args is ["keys", ..];

    public async Task<int> RunAsync(string[] args, TextWriter output)
    {
        try
        {
            settings.Validate();
            return args switch
            {
                ["keys", "list"] => await ListAsync(output),
                ["keys", "rotate"] => await RotateAsync(output),
                ["keys", "retire", var id] => await RetireAsync(id, output),
                _ => await SayAsync(output, "Use: keys list, keys rotate, or keys retire ID.", Misused),
            };
        }
        catch (Exception fault) when (fault is KeyRingException or KeyFileException or OptionsValidationException)
        {
            return await SayAsync(output, fault.Message, Refused);
        }
    }

    private async Task<int> ListAsync(TextWriter output)
    {
        var keys = await rotation.ListAsync(CancellationToken.None);
        if (keys.Count == 0)
        {
            return await SayAsync(output, "There is no key yet. The first start of the portal makes one.");
        }

        foreach (var key in keys)
        {
            var standing = key switch
            {
                { IsThere: false } => "MISSING. Restore it from the backup of the keys",
                { IsCurrent: true } => "current",
                { Complaints: 0 } => "not in use. Old backups of the database may need it",
                _ => "in use until the next rotation",
            };
            await output.WriteLineAsync($"{key.Id}: wraps the keys of {key.Complaints} complaints; {standing}.");
        }

        return 0;
    }

    private async Task<int> RotateAsync(TextWriter output)
    {
        var result = await rotation.RotateAsync(CancellationToken.None);
        await output.WriteLineAsync(result.WasUnfinished
            ? $"An earlier rotation had not come to its end, and was finished with its key {result.CurrentId}. Rotate again for another key."
            : $"The key {result.CurrentId} was made and is current.");
        await output.WriteLineAsync($"The keys of {result.Complaints} complaints were wrapped with it. Back up the key ring now, apart from the database.");
        foreach (var old in (await rotation.ListAsync(CancellationToken.None)).Where(k => k is { IsThere: true, IsCurrent: false, Complaints: 0 }))
        {
            await output.WriteLineAsync($"Nothing uses {old.Id} any more. Backups of the database from before still need it. When they are gone, or must not be read again: keys retire {old.Id}");
        }

        return 0;
    }

    private async Task<int> RetireAsync(string id, TextWriter output) => await rotation.RetireAsync(id, CancellationToken.None) switch
    {
        RetiringRefusal.Unknown => await SayAsync(output, "There is no such key in the key ring. See: keys list", Refused),
        RetiringRefusal.Current => await SayAsync(output, $"{id} is the current key. Rotate first.", Refused),
        RetiringRefusal.InUse => await SayAsync(output, $"{id} still wraps the keys of complaints. Rotate first.", Refused),
        _ => await SayAsync(output, $"{id} was destroyed. Delete it from your backups of the keys, too."),
    };

    private static async Task<int> SayAsync(TextWriter output, string sentence, int exitCode = 0)
    {
        await output.WriteLineAsync(sentence);
        return exitCode;
    }
}

using System.Globalization;
using Microsoft.Extensions.Options;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Moving;

namespace Mibsp.Web.Commands;

/// <summary>
/// <c>verify [--open]</c>: walks the record, and looks whether database, evidence and key ring are whole and belong together; with --open every
/// text and file is decrypted, too. Changes nothing; the exit code says whether all holds.
/// </summary>
internal sealed class VerifyCommand(HoldingsChecking checking, IStartupValidator settings)
{
    private const int Broken = 1;
    private const int Misused = 2;

    public static bool IsMeant(string[] args) => args is ["verify", ..];

    public async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is not (["verify"] or ["verify", "--open"]))
        {
            await output.WriteLineAsync("Use: verify, or verify --open to decrypt every text and file as well.");
            return Misused;
        }

        try
        {
            settings.Validate();
            var holdings = await checking.CheckAsync(open: args.Length > 1, CancellationToken.None);
            foreach (var line in Tell(holdings))
            {
                await output.WriteLineAsync(line);
            }

            return holdings.AreWhole ? 0 : Broken;
        }
        catch (Exception fault) when (fault is KeyRingException or KeyFileException or OptionsValidationException or System.Data.Common.DbException)
        {
            await output.WriteLineAsync(fault.Message);
            return Broken;
        }
    }

    /// <summary>One thing to a line, so that what two installations say can be compared line by line.</summary>
    private static IEnumerable<string> Tell(Holdings holdings)
    {
        yield return Line("entries of the record", holdings.Record.Entries);
        yield return $"first that does not fit: {holdings.Record.FirstBad?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        yield return $"last hash: {holdings.LastHash}";
        yield return Line("complaints", holdings.Complaints);
        yield return Line("complaints erased", holdings.Erased);
        yield return Line("evidence files", holdings.Files);
        yield return Line("evidence files missing", holdings.FilesMissing);
        yield return $"keys of the ring missing: {(holdings.KeysMissing.Count == 0 ? "none" : string.Join(' ', holdings.KeysMissing))}";
        if (holdings.Unreadable is { } unreadable)
        {
            yield return Line("complaints that do not open", unreadable);
        }

        yield return holdings.AreWhole ? "All of it holds." : "Something is missing or was changed.";
    }

    private static string Line(string name, long count) => string.Create(CultureInfo.InvariantCulture, $"{name}: {count}");
}

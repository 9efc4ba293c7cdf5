using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mibsp.Domain.Persistence.PostgreSql;

/// <summary>
/// PostgreSQL takes no text with the character U+0000 or half a surrogate pair in it and fails the whole command. Anybody can
/// type them into any field, so they are replaced (U+FFFD) on the way, in values to store and to look for alike.
/// </summary>
internal sealed class PostgreSqlText : DbCommandInterceptor
{
    private const char Replacement = '\uFFFD';

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return new(result);
    }

    private static void Mend(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && Mended(text) is var mended && !ReferenceEquals(text, mended))
            {
                parameter.Value = mended;
            }
        }
    }

    internal static string Mended(string text)
    {
        var bad = false;
        foreach (var rune in text.EnumerateRunes())
        {
            bad |= rune.Value is 0 or Replacement;
        }

        // Enumerating runes turns each half of a pair into the replacement.
        return bad ? string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? Rune.ReplacementChar : rune)) : text;
    }
}

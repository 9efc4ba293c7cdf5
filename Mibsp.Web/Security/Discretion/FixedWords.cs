using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Mibsp.Web.Security.Discretion;

/// <summary>What can be said of a log entry or a failure without saying anything that was sent, typed or looked up.</summary>
internal static class FixedWords
{
    private const string Template = "{OriginalFormat}";

    /// <summary>The sentence as its programmer wrote it, with its places left empty.</summary>
    public static string Of<TState>(TState state)
    {
        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            // The template comes last by convention.
            for (var i = values.Count - 1; i >= 0; i--)
            {
                if (values[i] is { Key: Template, Value: string words })
                {
                    return words;
                }
            }
        }

        return "(no fixed words)";
    }

    /// <summary>Types, codes and stack, outermost first. Messages are left out: they quote what was sent.</summary>
    public static string Of(Exception exception)
    {
        var told = new StringBuilder();
        for (var (now, depth) = (exception, 0); now is not null && depth < 8; now = now.InnerException, depth++)
        {
            told.Append(depth == 0 ? "" : "caused by ").Append(now.GetType().FullName).AppendLine(Code(now)).AppendLine(now.StackTrace);
        }

        return told.ToString();
    }

    private static string Code(Exception exception) => exception switch
    {
        DbException database => string.Create(CultureInfo.InvariantCulture, $" (database error {database.SqlState ?? ErrorCode(database)})"),
        IOException => string.Create(CultureInfo.InvariantCulture, $" (0x{exception.HResult:X8})"),
        _ => "",
    };

    private static string ErrorCode(DbException exception) => exception.ErrorCode.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Common;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>
/// A list as CSV, for administrators: the bare facts of what the filter shows them, never what anybody wrote. Read on and given out part by part,
/// so that a million rows take no more memory than a thousand. That it was begun is entered before the first row is read, what became of it at the end.
/// </summary>
public sealed class ComplaintExport(
    ComplaintQueries complaints, DirectoryQueries directory, IDbContextFactory<MibspDbContext> contexts, Ledger ledger, MunicipalTime time)
{
    private const int AtOnce = 1000;

    private static readonly string[] _columns =
        ["case_number", "status", "outcome", "delayed", "kind", "department", "service", "ward", "filed_on", "deadline_on", "officer"];

    public static bool MayExport(Actor actor) => actor.Role is StaffRole.Administrator;

    /// <summary>Parts of the file, each with how many complaints have been given with it. <paramref name="filterWords"/> goes into the record: codes and ids.</summary>
    public async IAsyncEnumerable<(string Text, int Rows)> ReadAsync(
        QueueFilter filter, string filterWords, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!MayExport(actor))
        {
            yield break;
        }

        await EnterAsync(AuditAct.ExportBegun, actor, new() { ["filter"] = filterWords });
        var (rows, isWhole) = (0, false);
        try
        {
            var wards = (await directory.WardsAsync(ct)).ToDictionary(w => w.Id, w => w.Name);
            yield return (string.Join(',', _columns) + "\r\n", 0);
            await foreach (var part in complaints.AllAsync(filter, AtOnce, actor, ct))
            {
                rows += part.Count;
                yield return (Lines(part, wards), rows);
            }

            isWhole = true;
        }
        finally
        {
            await EnterAsync(AuditAct.ComplaintsExported, actor, new()
            {
                ["filter"] = filterWords, ["rows"] = rows.ToString(CultureInfo.InvariantCulture), ["whole"] = isWhole ? "yes" : "no",
            });
        }
    }

    /// <summary>
    /// A cell of CSV. What a spreadsheet would take for a formula gets an apostrophe before it: names of departments and people are typed by
    /// hand, and opening the file must not do anything.
    /// </summary>
    internal static string Cell(string? text)
    {
        var cell = text ?? "";
        cell = cell.Length > 0 && cell.TrimStart()[..Math.Min(1, cell.TrimStart().Length)] is "=" or "+" or "-" or "@" || cell.StartsWith('\t') || cell.StartsWith('\r') ? "'" + cell : cell;
        return cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static string Lines(IReadOnlyList<ComplaintRow> rows, Dictionary<int, string> wards)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            string?[] cells =
            [
                row.CaseNumber, Complaints.ComplaintStatusWords.Words(row.Status), row.Outcome?.ToString(), row.IsDelayed ? "yes" : "no", row.Kind.ToString(), row.Department, row.Service,
                row.WardId is { } ward ? wards.GetValueOrDefault(ward) : null, Day(row.FiledOn), Day(row.DeadlineOn), row.OfficerName,
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Not stopped when the reader leaves: what was given out stands in the record.
    private async Task EnterAsync(AuditAct act, Actor actor, Dictionary<string, string> details)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await ledger.SaveAsync(db, AuditRecord.Of(act, Stamp.Staff(actor, time), null, details), CancellationToken.None);
    }
}

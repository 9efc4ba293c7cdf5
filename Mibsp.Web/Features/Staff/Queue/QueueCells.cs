using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Web.Components.Widgets;
using Mibsp.Web.Resources;

namespace Mibsp.Web.Features.Staff.Queue;

/// <summary>How a row looks: where its number leads, what its box is called, and its other cells.</summary>
internal sealed record QueueLook(string Address, string Label, MarkupString Cells);

/// <summary>
/// The looks of the queue's rows, written once for all pages that show a row alike, the cells as text. Components for each row of each page kept
/// 15 kB a row, and a thousand open pages draw rows all day. What is pressed in the text is heard by the table (<see cref="TablePressEventArgs"/>).
/// </summary>
internal sealed class QueueCells(IStringLocalizer<StaffTexts> T, IStringLocalizer<CommonTexts> C, IStringLocalizer<ToolTexts> W)
{
    /// <summary>Some 6 MB. What is beyond is written anew.</summary>
    private const int Most = 4096;

    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(Encodable());

    private readonly ConcurrentDictionary<Facts, QueueLook> _written = new();

    public QueueLook Of(ComplaintRow row, Guid me, string? ward, DateOnly today)
    {
        if (_written.Count >= Most)
        {
            _written.Clear();
        }

        return _written.GetOrAdd(
            new Facts(row, row.OfficerId == me, ward, today, CultureInfo.CurrentUICulture.Name),
            facts => new QueueLook($"/officer/complaint/{facts.Row.CaseNumber}", W["Bulk.Select", facts.Row.CaseNumber], Write(facts)));
    }

    private MarkupString Write(Facts facts)
    {
        var row = facts.Row;
        var cells = new HtmlContentBuilder();
        cells.AppendFormat("<td class=\"queue__about\">{0}<span class=\"queue__soft\">{1}</span></td>", C[$"Kind.{row.Kind}"], About(facts));
        cells.AppendFormat("<td><span class=\"queue__badges\"><span class=\"badge badge--{0}\">{1}</span>", StatusBadge.ClassOf(row.Status), C[$"Status.{row.Status}"]);
        if (row.IsDelayed)
        {
            cells.AppendFormat(" <span class=\"badge badge--delayed\">{0}</span>", C["Status.Delayed"]);
        }

        cells.AppendFormat("</span></td><td class=\"queue__day\" data-label=\"{0}\">{1}</td>", T["Queue.Column.Filed"], Day(row.FiledOn));
        cells.AppendFormat("<td class=\"queue__day\" data-label=\"{0}\">", T["Queue.Column.Deadline"]);
        if (row.Status.IsOpen())
        {
            cells.AppendFormat("<span{0}>{1}</span>", row.IsDelayed ? new HtmlString(" class=\"is-late\"") : HtmlString.Empty, Deadlines.Words(row, facts.Today, T));
        }

        cells.AppendFormat("<span class=\"queue__soft\">{0}</span></td><td class=\"queue__who\" data-label=\"{1}\">", Day(row.DeadlineOn), T["Queue.Column.Officer"]);
        WriteHolder(cells, facts);
        cells.AppendHtml("</td>");
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        cells.WriteTo(text, _encoder);
        return new MarkupString(text.ToString());
    }

    private void WriteHolder(HtmlContentBuilder cells, Facts facts)
    {
        var row = facts.Row;
        if (!facts.IsMine && row.OfficerName is null && row.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened)
        {
            cells.AppendFormat(
                "<button type=\"button\" class=\"button button--primary button--small\" data-key=\"t\" data-take=\"{0}\">{1}<span class=\"visually-hidden\"> {0}</span></button>",
                row.CaseNumber, T["Queue.Take"]);
            return;
        }

        cells.Append(facts.IsMine ? T["Queue.You"] : row.OfficerName ?? T["Queue.Nobody"]);
    }

    private static string About(Facts facts) => string.Join(" · ", new[] { facts.Row.Service ?? facts.Row.Department, facts.Ward }.OfType<string>());

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    // js/trusted.js lets no markup pass in which a script could begin: a service that is called so must not look like one.
    private static TextEncoderSettings Encodable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters(':', '=');
        return settings;
    }

    /// <summary>All that a look depends on.</summary>
    private sealed record Facts(ComplaintRow Row, bool IsMine, string? Ward, DateOnly Today, string Language);
}

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

/// <summary>All that the cells of a row depend on.</summary>
internal sealed record QueueLook(ComplaintRow Row, bool IsMine, string? Ward, DateOnly Today, string Language);

/// <summary>
/// The cells of the queue's rows beside the number, as text that is written once for all pages that show the row alike. Components for each row of each page kept
/// 15 kB a row, and a thousand open pages draw rows all day. What is pressed in the text is heard by the table (<see cref="TakeEventArgs"/>).
/// </summary>
internal sealed class QueueCells(IStringLocalizer<StaffTexts> T, IStringLocalizer<CommonTexts> C)
{
    /// <summary>Some 6 MB. What is beyond is written anew.</summary>
    private const int Most = 4096;

    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(Encodable());

    private readonly ConcurrentDictionary<QueueLook, MarkupString> _written = new();

    public MarkupString Of(ComplaintRow row, Guid me, string? ward, DateOnly today)
    {
        if (_written.Count >= Most)
        {
            _written.Clear();
        }

        return _written.GetOrAdd(new QueueLook(row, row.OfficerId == me, ward, today, CultureInfo.CurrentUICulture.Name), Write);
    }

    private MarkupString Write(QueueLook look)
    {
        var row = look.Row;
        var cells = new HtmlContentBuilder();
        cells.AppendFormat("<td class=\"queue__about\">{0}<span class=\"queue__soft\">{1}</span></td>", C[$"Kind.{row.Kind}"], About(look));
        cells.AppendFormat("<td><span class=\"queue__badges\"><span class=\"badge badge--{0}\">{1}</span>", StatusBadge.ClassOf(row.Status), C[$"Status.{row.Status}"]);
        if (row.IsDelayed)
        {
            cells.AppendFormat(" <span class=\"badge badge--delayed\">{0}</span>", C["Status.Delayed"]);
        }

        cells.AppendFormat("</span></td><td class=\"queue__day\" data-label=\"{0}\">{1}</td>", T["Queue.Column.Filed"], Day(row.FiledOn));
        cells.AppendFormat("<td class=\"queue__day\" data-label=\"{0}\">", T["Queue.Column.Deadline"]);
        if (row.Status.IsOpen())
        {
            cells.AppendFormat("<span{0}>{1}</span>", row.IsDelayed ? new HtmlString(" class=\"is-late\"") : HtmlString.Empty, Deadlines.Words(row, look.Today, T));
        }

        cells.AppendFormat("<span class=\"queue__soft\">{0}</span></td><td class=\"queue__who\" data-label=\"{1}\">", Day(row.DeadlineOn), T["Queue.Column.Officer"]);
        WriteHolder(cells, look);
        cells.AppendHtml("</td>");
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        cells.WriteTo(text, _encoder);
        return new MarkupString(text.ToString());
    }

    private void WriteHolder(HtmlContentBuilder cells, QueueLook look)
    {
        var row = look.Row;
        if (!look.IsMine && row.OfficerName is null && row.Status is ComplaintStatus.Pending or ComplaintStatus.Reopened)
        {
            cells.AppendFormat(
                "<button type=\"button\" class=\"button button--primary button--small\" data-key=\"t\" data-take=\"{0}\">{1}<span class=\"visually-hidden\"> {0}</span></button>",
                row.CaseNumber, T["Queue.Take"]);
            return;
        }

        cells.Append(look.IsMine ? T["Queue.You"] : row.OfficerName ?? T["Queue.Nobody"]);
    }

    private static string About(QueueLook look) => string.Join(" · ", new[] { look.Row.Service ?? look.Row.Department, look.Ward }.OfType<string>());

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    // js/trusted.js lets no markup pass in which a script could begin: a service that is called so must not look like one.
    private static TextEncoderSettings Encodable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters(':', '=');
        return settings;
    }
}

using System.Globalization;
using Mibsp.Domain.Complaints;

namespace Mibsp.Domain.Casework.Listing;

/// <summary>
/// A place in a list: after, or before, the row of this case number and, where the list goes by deadlines, this deadline. So a page is found
/// by walking on from where the last one ended, however far down that is; what comes and goes above it moves nothing.
/// </summary>
public sealed record ListPlace(string CaseNumber, DateOnly? DeadlineOn, bool IsBefore)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const char Between = '.';
    private const int LengthMost = 22;

    /// <summary>As it stands in addresses: "2026-000123", or "2026-11-05.2026-000123".</summary>
    public string Text => DeadlineOn is { } day ? day.ToString(DayFormat, CultureInfo.InvariantCulture) + Between + CaseNumber : CaseNumber;

    public static ListPlace Of(ComplaintRow row, QueueOrder order, bool isBefore) => new(row.CaseNumber, order is QueueOrder.Deadline ? row.DeadlineOn : null, isBefore);

    /// <summary>What an address says; null, which is the first page, when it says nothing that can be a place in a list of this order.</summary>
    public static ListPlace? Parse(string? after, string? before, QueueOrder order)
        => Parse(after, isBefore: false, order) ?? Parse(before, isBefore: true, order);

    private static ListPlace? Parse(string? text, bool isBefore, QueueOrder order)
    {
        if (text is null or { Length: 0 or > LengthMost })
        {
            return null;
        }

        var parts = text.Split(Between);
        return (order, parts) switch
        {
            (QueueOrder.Deadline, [var day, var number]) when DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && CaseNumbers.IsOne(number)
                => new ListPlace(number, on, isBefore),
            (not QueueOrder.Deadline, [var number]) when CaseNumbers.IsOne(number) => new ListPlace(number, null, isBefore),
            _ => null,
        };
    }
}

using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Complaints;
using Mibsp.Web.Features.Admin.Complaints;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class ComplaintsAddressTests
{
    [Fact]
    public void What_was_chosen_is_in_the_address_and_comes_back()
    {
        var chosen = new ComplaintsAddress(ComplaintStatus.UnderReview, 3, Delayed: true, Unassigned: true, "000123", QueueOrder.CaseNumber, new ListPlace("2026-000777", null, IsBefore: true))
        {
            Service = 4, Ward = 5, Kind = ComplaintKind.Misconduct, Officer = Mibsp.Domain.Common.Identifiers.Random(), Open = true,
            From = new DateOnly(2025, 1, 31), Until = new DateOnly(2026, 2, 28),
            DueFrom = new DateOnly(2026, 3, 1), DueUntil = new DateOnly(2026, 3, 31),
        };

        Assert.Equal(chosen, ComplaintsAddress.Parse("http://localhost" + chosen.ToPage(chosen.Place)));
        Assert.Equal(chosen with { Place = null }, ComplaintsAddress.OfQuery(chosen.Query));
    }

    [Theory]
    [InlineData("?status=99&department=x&order=7&page=-3&delayed=maybe")]
    [InlineData("?status=nonsense&after=99999999999999")]
    [InlineData("?after=2026-00012&before=2026-11-05.2026-000123&kind=7&officer=me&from=yesterday&until=2026-13-01&due-from=soon&due-until=2026-02-30&open=yes")]
    [InlineData("?after=2026-0001%27%20&ward=-1&service=1e3")]
    [InlineData("?status=&department=&number=%20")]
    [InlineData("")]
    public void What_makes_no_sense_is_left_out(string query)
        => Assert.Equal(new ComplaintsAddress(), ComplaintsAddress.Parse("http://localhost/admin/complaints" + query));

    [Fact]
    public void Closed_complaints_are_not_in_the_list_by_deadline_unless_asked_for()
    {
        Assert.True(new ComplaintsAddress(Order: QueueOrder.Deadline).ToFilter().OpenOnly);
        Assert.False(new ComplaintsAddress(ComplaintStatus.Closed, Order: QueueOrder.Deadline).ToFilter().OpenOnly);
        Assert.False(new ComplaintsAddress().ToFilter().OpenOnly);
    }
}

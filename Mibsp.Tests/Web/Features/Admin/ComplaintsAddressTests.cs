using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Web.Features.Admin.Complaints;

namespace Mibsp.Tests.Web.Features.Admin;

public sealed class ComplaintsAddressTests
{
    [Fact]
    public void What_was_chosen_is_in_the_address_and_comes_back()
    {
        var chosen = new ComplaintsAddress(ComplaintStatus.UnderReview, 3, Delayed: true, Unassigned: true, "000123", QueueOrder.CaseNumber, 4);

        Assert.Equal(chosen, ComplaintsAddress.Parse("http://localhost" + chosen.ToPage(4)));
    }

    [Theory]
    [InlineData("?status=99&department=x&order=7&page=-3&delayed=maybe")]
    [InlineData("?status=nonsense&page=99999999999999")]
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

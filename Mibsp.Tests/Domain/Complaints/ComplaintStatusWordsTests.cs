using Mibsp.Domain.Complaints;

namespace Mibsp.Tests.Domain.Complaints;

/// <summary>The words are a contract: page, API and database say the same.</summary>
public sealed class ComplaintStatusWordsTests
{
    [Fact]
    public void The_words_are_those_of_the_contract_in_its_order() => Assert.Equal(
        ["Pending", "Under Review", "Awaiting Citizen", "Action Taken", "Reopened", "Closed"],
        Enum.GetValues<ComplaintStatus>().Select(s => s.Words()));

    [Fact]
    public void Every_word_leads_back() => Assert.All(
        Enum.GetValues<ComplaintStatus>(), status => Assert.Equal(status, ComplaintStatusWords.Parse(status.Words())));

    [Theory]
    [InlineData("")]
    [InlineData("pending")]
    [InlineData("UnderReview")]
    [InlineData("Delayed")]
    public void Other_words_are_none(string words) => Assert.Throws<KeyNotFoundException>(() => ComplaintStatusWords.Parse(words));

    [Fact]
    public void Only_closed_is_not_open() => Assert.Equal([ComplaintStatus.Closed], Enum.GetValues<ComplaintStatus>().Where(s => !s.IsOpen()));
}

using Mibsp.Domain.Templates;

namespace Mibsp.Tests.Domain.Templates;

public sealed class PlaceholdersTests
{
    private static readonly PlaceholderValues _values = new("2026-000123", "Pipeline Leakage", "Water Supply", "3 August 2026", "27 July 2026");

    [Fact]
    public void Each_known_one_is_filled_in_however_it_is_written()
        => Assert.Equal(
            "2026-000123, Pipeline Leakage, Water Supply, 3 August 2026, 27 July 2026; 2026-000123",
            Placeholders.Fill("{case number}, {service}, {department}, {deadline}, {today}; { Case Number }", _values));

    [Fact]
    public void What_a_value_brings_along_is_not_filled_in_again()
        => Assert.Equal("About {today}.", Placeholders.Fill("About {service}.", _values with { Service = "{today}" }));

    [Theory]
    [InlineData("We want to settle it by {deadline}.")]
    [InlineData("Nothing to fill in.")]
    [InlineData("{case number}{SERVICE} {department}")]
    public void A_text_with_known_ones_is_fine(string text) => Assert.Empty(Placeholders.UnknownIn(text));

    [Theory]
    [InlineData("Dear {name}, on {today}", "{name}")]
    [InlineData("{story}{officer}{story}", "{story}|{officer}")]
    [InlineData("An open {deadline", "{deadline")]
    [InlineData("A stray }", "}")]
    [InlineData("{}", "{}")]
    [InlineData("{{today}}", "{|}")]
    [InlineData("{case\nnumber}", "{case|}")]
    [InlineData("{0123456789012345678901234567890123456789 and more}", "{012345678901234567890123456789012345678…")]
    public void Anything_else_in_braces_is_named(string text, string unknown) => Assert.Equal(unknown.Split('|'), Placeholders.UnknownIn(text));
}

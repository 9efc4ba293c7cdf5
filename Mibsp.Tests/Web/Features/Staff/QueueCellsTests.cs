using Bunit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Tests.Support;
using Mibsp.Web.Features.Staff.Queue;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Mibsp.Tests.Web.Features.Staff;

/// <summary>Cells that pages share as text: whatever names say, they are text; and nobody gets what was written for another.</summary>
public sealed class QueueCellsTests : PageTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("a \" srcdoc=\"b\" onclick='c' & <object> <iframe> <embed>")]
    public void Names_are_text_whatever_they_say(string name)
    {
        var cells = Of(Row() with { Service = name, OfficerId = Identifiers.Random(), OfficerName = name }, me: Identifiers.Random(), ward: name);

        // The same as js/trusted.js refuses.
        Assert.DoesNotMatch("(?i)<script|<iframe|<object|<embed|srcdoc\\s*=|javascript:", cells);
        var shown = Render<Markup>(p => p.Add(m => m.Of, $"<table><tr>{cells}</tr></table>"));
        Assert.Contains($"{name} · {name}", shown.Find(".queue__about").TextContent, StringComparison.Ordinal);
        Assert.Equal(name, shown.Find(".queue__who").TextContent);
    }

    [Fact]
    public void Pages_that_show_a_row_alike_share_it_and_whose_it_is_reads_otherwise()
    {
        var (me, other) = (Identifiers.Random(), Identifiers.Random());
        var row = Row() with { OfficerId = me, OfficerName = "Asha Rao", Status = ComplaintStatus.UnderReview };

        Assert.Same(Of(row, other), Of(row with { }, Identifiers.Random()));
        Assert.Contains(">You</td>", Of(row, me), StringComparison.Ordinal);
        Assert.Contains(">Asha Rao</td>", Of(row, other), StringComparison.Ordinal);
        Assert.NotSame(Of(row, other), Of(row with { Version = 2 }, other));
    }

    [Fact]
    public void Only_what_nobody_has_can_be_taken()
    {
        Assert.Contains("data-take=\"2026-000123\"", Of(Row(), Identifiers.Random()), StringComparison.Ordinal);
        Assert.DoesNotContain("data-take", Of(Row() with { OfficerId = Identifiers.Random(), OfficerName = "Asha Rao" }, Identifiers.Random()), StringComparison.Ordinal);
        Assert.DoesNotContain("data-take", Of(Row() with { Status = ComplaintStatus.Closed }, Identifiers.Random()), StringComparison.Ordinal);
    }

    private string Of(ComplaintRow row, Guid me, string? ward = null) => Services.GetRequiredService<QueueCells>().Of(row, me, ward, _today).Cells.Value;

    private static ComplaintRow Row() => new(
        Guid.Parse("7b1c9f4e-0000-4000-8000-000000000001"), 1, "2026-000123", ComplaintKind.ServiceFault, ComplaintStatus.Pending, null, "Water Supply", "Pipeline Leakage", null, _today, _today.AddDays(5),
        false, null, null, null) { LateAfterOn = _today.AddDays(5) };

    private sealed class Markup : ComponentBase
    {
        [Parameter] public string Of { get; set; } = "";

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Of);
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Common;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>An administrator reads what a citizen wrote only by stating a purpose, which the record and the citizen are told.</summary>
public sealed class GlassBreakingTests
{
    private const string Reason = "The head of the department asks who has it.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Absent_before_there_after_and_gone_with_the_next_look(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (me, filed) = (await town.HireAsync(StaffRole.Administrator), await town.FileAsync());
        Assert.Null((await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, me.Actor, Token))!.Story);

        var opened = await portal.Get<GlassBreaking>().OpenAsync(filed.CaseNumber, OpeningPurpose.Handling, Reason, me.Actor, Token);

        Assert.Null(opened.Refusal);
        Assert.Equal(A.Description, opened.View!.Story!.Description);
        Assert.Null((await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, me.Actor, Token))!.Story);
        var trail = (await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!;
        Assert.Equal([new TrackedOpening(1, new DateOnly(2026, 7, 15), OpeningPurpose.Handling)], trail.Openings);
        Assert.Empty(trail.Readings);
        await using var db = await town.ContextAsync();
        var detail = await db.AuditDetails.Where(d => d.ComplaintId == filed.Id).OrderByDescending(d => d.Sequence).FirstAsync(Token);
        Assert.Equal((me.Id, AuditAct.CaseOpenedForPurpose), (detail.UserId!.Value, (await db.AuditEntries.SingleAsync(e => e.Sequence == detail.Sequence, Token)).Act));
        Assert.Equal("""{"purpose":"Handling"}""", detail.Json);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory]
    [InlineData(null, Reason, Refusal.PurposeMissing)]
    [InlineData((OpeningPurpose)99, Reason, Refusal.PurposeMissing)]
    [InlineData(OpeningPurpose.Routing, "too short", Refusal.TextTooShort)]
    [InlineData(OpeningPurpose.Routing, "                          .", Refusal.TextTooShort)]
    [InlineData(OpeningPurpose.Routing, null, Refusal.TextTooLong)]
    public async Task Without_a_purpose_and_a_reason_nothing_is_opened_and_nothing_entered(OpeningPurpose? purpose, string? reason, Refusal refusal)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (me, filed) = (await town.HireAsync(StaffRole.Administrator), await town.FileAsync());
        var before = (await Chronicle.FiguresAsync(portal)).Sequence;

        var opened = await portal.Get<GlassBreaking>().OpenAsync(filed.CaseNumber, purpose, reason ?? new string('x', StatedOpening.ReasonMaxLength + 1), me.Actor, Token);

        Assert.Equal((refusal, null), (opened.Refusal!.Value, opened.View));
        Assert.Empty((await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!.Openings);
        Assert.Equal(before, (await Chronicle.FiguresAsync(portal)).Sequence);
    }

    [Fact]
    public async Task Never_for_who_is_recused_nor_for_another_role_nor_where_there_is_no_case()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (me, filed) = (await town.HireAsync(StaffRole.Administrator), await town.FileAsync());
        await town.HireAsync(StaffRole.Supervisor);
        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(filed), me.Id, "A relative of hers is in it.", town.Administrator, Token));

        Assert.Equal(Refusal.NotFound, await RefusalAsync(filed.CaseNumber, me.Actor));
        Assert.Equal(Refusal.NotFound, await RefusalAsync("2031-000001", me.Actor));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(filed.CaseNumber, (await town.HireAsync(StaffRole.Auditor)).Actor));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(filed.CaseNumber, (await town.HireAsync()).Actor));
        Assert.Empty(await portal.Get<GlassBreaking>().ListAsync(filed.Id, me.Actor, Token));
        Assert.Empty((await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!.Openings);

        async Task<Refusal?> RefusalAsync(string number, Actor actor) => (await portal.Get<GlassBreaking>().OpenAsync(number, OpeningPurpose.Routing, Reason, actor, Token)).Refusal;
    }

    [Theory, OnEveryDatabase]
    public async Task The_words_are_for_who_may_read_the_case_and_go_with_it(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, glass) = (await portal.Town.FoundAsync(), portal.Get<GlassBreaking>());
        var (me, head, filed) = (await town.HireAsync(StaffRole.Administrator), await town.HireAsync(StaffRole.Supervisor), await town.FileAsync());
        await glass.OpenAsync(filed.CaseNumber, OpeningPurpose.LegalDuty, Reason, me.Actor, Token);
        await glass.OpenAsync(filed.CaseNumber, OpeningPurpose.Routing, Reason, me.Actor, Token);

        Assert.Equal([(2, Reason), (1, Reason)], (await glass.ListAsync(filed.Id, head.Actor, Token)).Select(row => (row.Number, row.Reason!)));
        Assert.All(await glass.ListAsync(filed.Id, me.Actor, Token), row => Assert.Null(row.Reason));

        Town.Done(await portal.Get<ComplaintErasure>().EraseAsync(filed.TrackingId, Token));

        await using var db = await town.ContextAsync();
        Assert.All(await db.StatedOpenings.ToListAsync(Token), opening => Assert.Null(opening.SealedReason));
        Assert.Equal(2, (await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!.Openings.Count);
        Assert.Equal(Refusal.Erased, (await glass.OpenAsync(filed.CaseNumber, OpeningPurpose.Routing, Reason, me.Actor, Token)).Refusal);
    }
}

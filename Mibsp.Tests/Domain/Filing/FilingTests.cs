using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Clock;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>What becomes of a complaint that is sent in, and what is refused.</summary>
public sealed class FilingTests
{
    private static readonly TrackingId _id = TrackingId.New();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Refusal> Faults => new()
    {
        { "kind", Refusal.KindMissing },
        { "short", Refusal.TextTooShort },
        { "blank", Refusal.TextTooShort },
        { "long", Refusal.TextTooLong },
        { "long file number", Refusal.TextTooLong },
        { "long check", Refusal.TextTooLong },
        { "negative", Refusal.AmountOutOfRange },
        { "fortune", Refusal.AmountOutOfRange },
        { "tomorrow", Refusal.DayInFuture },
        { "no department", Refusal.DepartmentMissing },
        { "other's service", Refusal.ServiceNotOfDepartment },
        { "no service", Refusal.ServiceNotOfDepartment },
        { "no ward", Refusal.WardUnknown },
    };

    [Theory, OnEveryDatabase]
    public async Task A_complaint_goes_to_the_department_it_names_with_the_deadline_of_its_service(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        var outcome = await FileAsync(portal, A.NewComplaint(town.Water, serviceId: town.Leakage, wardId: 2));

        var complaint = await OnlyAsync(portal);
        Assert.Equal((null, MunicipalCalendar.Usual.After(complaint.FiledOn, 10)), (outcome.Refusal, outcome.DeadlineOn));
        Assert.Equal((town.Water, town.Water, town.Leakage, 2), (complaint.DepartmentId, complaint.NamedDepartmentId, complaint.ServiceId, complaint.WardId));
        Assert.Equal(("2026-000001", new DateOnly(2026, 7, 15), outcome.DeadlineOn), (complaint.CaseNumber, complaint.FiledOn, complaint.DeadlineOn));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_service_there_is_a_deadline_all_the_same(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        var outcome = await FileAsync(portal, A.NewComplaint(town.Water));

        Assert.Equal(MunicipalCalendar.Usual.After(new DateOnly(2026, 7, 15), 2 * ClockRules.Usual.WithoutServiceDays), outcome.DeadlineOn);
    }

    [Theory]
    [OnEveryDatabase(ComplaintKind.BribeDemanded, KeepFrom.DepartmentOfficers)]
    [OnEveryDatabase(ComplaintKind.ServiceFault, KeepFrom.DepartmentHead)]
    [OnEveryDatabase(ComplaintKind.Retaliation, KeepFrom.Nobody)]
    public async Task What_must_not_reach_the_department_goes_around_it(DatabaseProvider provider, ComplaintKind kind, KeepFrom keepFrom)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        await FileAsync(portal, A.NewComplaint(town.Water, kind, town.Leakage, keepFrom: keepFrom));

        var complaint = await OnlyAsync(portal);
        Assert.Equal((town.IntegrityCell, town.Water), (complaint.DepartmentId, complaint.NamedDepartmentId));
        var figures = await Chronicle.FiguresAsync(portal);
        Assert.Equal((0, 1), (figures.Departments.Single(d => d.Id == town.Water).Total, figures.Departments.Single(d => d.Id == town.IntegrityCell).Total));
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Faults_are_refused_and_leave_nothing(string fault, Refusal expected)
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();

        var outcome = await FileAsync(portal, Faulty(fault, town));

        Assert.Equal((null, expected), (outcome.DeadlineOn, outcome.Refusal));
        await NothingAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_not_offered_any_more_takes_no_new_complaints(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var editing = portal.Get<DirectoryEditing>();
        Town.Done(await editing.SaveServiceAsync(town.Potholes, town.Roads, "Pothole Repair", "", 10, isActive: false, town.Administrator, Token));
        Town.Done(await editing.SaveDepartmentAsync(town.Water, "Water Supply", isActive: false, town.Administrator, Token));

        Assert.Equal(Refusal.ServiceNotOfDepartment, (await FileAsync(portal, A.NewComplaint(town.Roads, serviceId: town.Potholes))).Refusal);
        Assert.Equal(Refusal.DepartmentMissing, (await FileAsync(portal, A.NewComplaint(town.Water))).Refusal);
        Assert.Null((await FileAsync(portal, A.NewComplaint(town.Roads))).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Filing_again_under_the_same_ID_changes_nothing_and_succeeds(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var first = await FileAsync(portal, A.NewComplaint(town.Water, serviceId: town.Leakage));
        portal.Clock.Advance(TimeSpan.FromDays(3));

        var second = await FileAsync(portal, A.NewComplaint(town.Roads, description: new string('z', 60)));

        Assert.Equal(first, second);
        Assert.Equal(town.Water, (await OnlyAsync(portal)).DepartmentId);
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Text_comes_back_as_it_was_written(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var text = "नल से पानी नहीं आता। 💧 \u202Eabc\u202C <script>alert('x')</script> ' \" -- ; \r\n\t" + new string('ß', 4000);
        var story = new ComplaintStory(text, new DateOnly(2026, 7, 1), true, 999_999_999.99m, "A/1", "Ask ‘nobody’.");

        Assert.Null((await FileAsync(portal, A.NewComplaint(town.Water) with { Story = story })).Refusal);

        await using var db = await town.ContextAsync();
        var kept = await db.ComplaintContents.AsNoTracking().SingleAsync(Token);
        Assert.Equal(story, await portal.StoryAsync(kept));
    }

    [Theory]
    [OnEveryDatabase("\0")]
    [OnEveryDatabase("\uD83D")]
    public async Task Characters_that_a_database_cannot_keep_do_not_lose_a_complaint(DatabaseProvider provider, string bad)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();

        Assert.Null((await FileAsync(portal, A.NewComplaint(town.Water, description: A.Description + bad + "The end."))).Refusal);

        await using var db = await town.ContextAsync();
        var kept = await portal.StoryAsync(await db.ComplaintContents.AsNoTracking().SingleAsync(Token));
        Assert.StartsWith(A.Description, kept.Description, StringComparison.Ordinal);
        Assert.False(await db.Departments.AnyAsync(d => d.Name == bad, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Numbers_begin_again_with_the_year_of_the_town_hall(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        var town = await portal.Town.FoundAsync();
        portal.Clock.Advance(new DateTimeOffset(2026, 12, 31, 18, 29, 59, TimeSpan.Zero) - portal.Clock.GetUtcNow());
        var old = await town.FileAsync();
        portal.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("2026-000001", "2027-000001", "2027-000002"), (old.CaseNumber, (await town.FileAsync()).CaseNumber, (await town.FileAsync()).CaseNumber));
        await Chronicle.HoldsAsync(portal);
    }

    private static NewComplaint Faulty(string fault, Town town)
    {
        var good = A.NewComplaint(town.Water);
        return fault switch
        {
            "kind" => good with { Kind = (ComplaintKind)99 },
            "short" => good with { Story = A.Story(new string('x', 49)) },
            "blank" => good with { Story = A.Story(new string(' ', 60)) },
            "long" => good with { Story = A.Story(new string('x', 5001)) },
            "long file number" => good with { Story = good.Story with { FileNumber = new string('x', 61) } },
            "long check" => good with { Story = good.Story with { HowToCheck = new string('x', 1001) } },
            "negative" => good with { Story = good.Story with { Amount = -0.01m } },
            "fortune" => good with { Story = good.Story with { Amount = 1_000_000_000.01m } },
            "tomorrow" => good with { Story = good.Story with { HappenedOn = new DateOnly(2026, 7, 16) } },
            "no department" => good with { DepartmentId = 4711 },
            "other's service" => good with { ServiceId = town.Potholes },
            "no service" => good with { ServiceId = 4711 },
            _ => good with { WardId = 4711 },
        };
    }

    private static Task<FilingOutcome> FileAsync(TestPortal portal, NewComplaint complaint) => portal.Get<ComplaintFiling>().FileAsync(complaint, _id, Token);

    private static async Task<Complaint> OnlyAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.Complaints.AsNoTracking().SingleAsync(Token);
    }

    private static async Task NothingAsync(TestPortal portal)
    {
        await using var db = await portal.Town.ContextAsync();
        Assert.False(await db.Complaints.AnyAsync(Token) || await db.ComplaintContents.AnyAsync(Token) || await db.AuditEntries.AnyAsync(Token));
    }
}

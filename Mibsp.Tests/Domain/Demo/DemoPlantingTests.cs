using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Demo;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Domain.Demo;

/// <summary>The demo town is believable, the same every time, and keeps the rules that real complaints keep.</summary>
public sealed class DemoPlantingTests : IDisposable
{
    private readonly TestPortal _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Planting_twice_is_planting_once()
    {
        Assert.True(await PlantAsync(_portal));
        Assert.False(await PlantAsync(_portal));

        await using var db = await ContextAsync(_portal);
        Assert.Equal(DemoTown.Complaints, await db.Complaints.CountAsync(Token));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.DemoDataPlanted, Token));
    }

    [Fact]
    public async Task Nothing_is_planted_beside_a_real_department()
    {
        await _portal.Get<DirectoryFounding>().FoundAsync(Token);
        await _portal.Get<DirectoryFounding>().FoundAsync(Token);

        Assert.False(await PlantAsync(_portal));
        await using var db = await ContextAsync(_portal);
        Assert.True((await db.Departments.SingleAsync(Token)).IsIntegrityCell);
    }

    [Fact]
    public async Task Ids_follow_the_list_and_the_integrity_cell_is_last()
    {
        await PlantAsync(_portal);

        var departments = await _portal.Get<DirectoryQueries>().DepartmentsAsync(Token);
        var services = await _portal.Get<DirectoryQueries>().ServicesAsync(Token);
        Assert.Equal(
            ["Water Supply", "Roads & Infrastructure", "Public Health", "Electricity", "Sanitation", "Integrity Cell"], departments.Select(d => d.Name));
        Assert.Equal([1, 2, 3, 4, 5, 6], departments.Select(d => d.Id));
        Assert.Equal([false, false, false, false, false, true], departments.Select(d => d.IsIntegrityCell));
        Assert.Equal(Enumerable.Range(1, 20), services.Select(s => s.Id));
        Assert.Equal(12, (await _portal.Get<DirectoryQueries>().WardsAsync(Token)).Count);
    }

    [Fact]
    public async Task The_record_holds()
    {
        await PlantAsync(_portal);

        var verdict = await _portal.Get<AuditVerification>().VerifyAsync(Token);
        await using var db = await ContextAsync(_portal);
        var days = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.On).ToListAsync(Token);
        Assert.True(verdict.Holds);
        Assert.True(verdict.Entries > DemoTown.Complaints);
        Assert.Equal(days.Order(), days);
    }

    [Fact]
    public async Task The_tallies_equal_a_recount()
    {
        await PlantAsync(_portal);

        await using var db = await ContextAsync(_portal);
        var complaints = await db.Complaints.AsNoTracking().ToListAsync(Token);
        var counted = complaints.CountBy(c => (c.DepartmentId, new DateOnly(c.FiledOn.Year, c.FiledOn.Month, 1), c.Status)).ToDictionary();
        var tallies = await db.ComplaintTallies.ToDictionaryAsync(t => (t.DepartmentId, t.FiledMonth, t.Status), t => t.Count, Token);
        var open = complaints.Where(c => c.Status.IsOpen()).CountBy(c => (c.DepartmentId, c.OfficerId ?? Guid.Empty, c.LateAfterOn)).ToDictionary();
        var work = await db.WorkTallies.ToDictionaryAsync(w => (w.DepartmentId, w.OfficerId, w.LateAfterOn), w => w.Count, Token);
        Assert.Equal(counted.OrderBy(c => c.Key), tallies.OrderBy(t => t.Key));
        Assert.Equal(open.OrderBy(c => c.Key), work.OrderBy(t => t.Key));
        await Chronicle.HoldsAsync(_portal);
    }

    [Fact]
    public async Task The_fixed_tracking_ids_show_what_they_promise()
    {
        await PlantAsync(_portal);

        Assert.Equal(ComplaintStatus.ActionTaken, (await TrackAsync(DemoTrackingIds.ActionTaken)).Status);
        var asked = await TrackAsync(DemoTrackingIds.AwaitingCitizen);
        Assert.Equal(ComplaintStatus.AwaitingCitizen, asked.Status);
        Assert.NotEmpty(asked.Messages);
        Assert.Equal(ComplaintStatus.Closed, (await TrackAsync(DemoTrackingIds.Closed)).Status);
    }

    [Fact]
    public async Task Two_plantings_on_a_day_tell_the_same()
    {
        using var other = new TestPortal();
        await PlantAsync(_portal);
        await PlantAsync(other);

        Assert.Equal(await TellAsync(_portal), await TellAsync(other));
    }

    // Each weekday, and a day on which the year has just begun: what is planted depends on where the weekends fall.
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(170)]
    public async Task Every_status_is_there_on_any_day(int daysOn)
    {
        _portal.Clock.Advance(TimeSpan.FromDays(daysOn));
        await PlantAsync(_portal);

        await using var db = await ContextAsync(_portal);
        var counts = await db.Complaints.GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Token);
        Assert.All(Enum.GetValues<ComplaintStatus>(), status => Assert.True(counts.GetValueOrDefault(status) >= 3, $"{status} of {string.Join(", ", counts)}"));
        Assert.Equal(ComplaintStatus.ActionTaken, (await TrackAsync(DemoTrackingIds.ActionTaken)).Status);
        Assert.Equal(ComplaintStatus.AwaitingCitizen, (await TrackAsync(DemoTrackingIds.AwaitingCitizen)).Status);
        Assert.Equal(ComplaintStatus.Closed, (await TrackAsync(DemoTrackingIds.Closed)).Status);
    }

    [Fact]
    public async Task Nothing_lies_in_the_future_and_no_text_has_an_unfilled_place()
    {
        await PlantAsync(_portal);

        await using var db = await ContextAsync(_portal);
        var now = _portal.Clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var contents = await StoriesAsync(_portal);
        Assert.False(await db.StatusChanges.AnyAsync(s => s.On > today, Token));
        Assert.False(await db.Messages.AnyAsync(m => m.On > today, Token));
        Assert.DoesNotContain(contents.Values, c => c.Description.Contains('{', StringComparison.Ordinal) || c.HappenedOn > today);
        Assert.All(contents.Values, c => Assert.InRange(c.Description.Length, ComplaintContent.DescriptionMinLength, ComplaintContent.DescriptionMaxLength));
    }

    private static Task<bool> PlantAsync(TestPortal portal) => portal.Get<DemoPlanting>().PlantAsync(Token);

    private static Task<MibspDbContext> ContextAsync(TestPortal portal) => portal.Get<IDbContextFactory<MibspDbContext>>().CreateDbContextAsync(Token);

    private async Task<TrackedComplaint> TrackAsync(string trackingId)
    {
        Assert.True(TrackingId.TryParse(trackingId, out var id));
        return Assert.IsType<TrackedComplaint>(await _portal.Get<TrackingQueries>().FindAsync(id, Token));
    }

    private static async Task<List<string>> TellAsync(TestPortal portal)
    {
        await using var db = await ContextAsync(portal);
        var stories = await StoriesAsync(portal);
        var complaints = await db.Complaints.AsNoTracking().OrderBy(c => c.CaseNumber).ToListAsync(Token);
        return [.. complaints.Select(c => $"{c.CaseNumber} {c.Kind} {c.Status} {c.FiledOn} {c.WardId} {c.ErasedOn} {stories.GetValueOrDefault(c.Id)}")];
    }

    private static async Task<Dictionary<Guid, ComplaintStory>> StoriesAsync(TestPortal portal)
    {
        await using var db = await ContextAsync(portal);
        var stories = new Dictionary<Guid, ComplaintStory>();
        foreach (var content in await db.ComplaintContents.AsNoTracking().ToListAsync(Token))
        {
            stories.Add(content.ComplaintId, await portal.StoryAsync(content));
        }

        return stories;
    }
}

using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Casework;

/// <summary>Nobody of the staff has what a citizen wrote before them without being entered first; the citizen is told by role and number.</summary>
public sealed class CaseReadingTests
{
    /// <summary>Whatever holds words or files of a complaint on its way out of the domain.</summary>
    private static readonly Type[] _content =
    [
        typeof(ComplaintContent), typeof(Message), typeof(Note), typeof(StatusChange), typeof(EvidenceFile), typeof(ComplaintStory),
        typeof(StoryView), typeof(TimelineItem), typeof(EvidenceContent), typeof(TrackedStep), typeof(TrackedMessage), typeof(ComplaintCipher), typeof(MibspDbContext),
    ];

    /// <summary>Every way out for staff, and how a test goes it.</summary>
    private static readonly Dictionary<string, Func<TestPortal, Filed, Guid, Member, Task<object?>>> _ways = new()
    {
        ["CaseQueries.FindAsync"] = async (portal, filed, _, member) => await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, member.Actor, Token),
        ["CaseQueries.OpenEvidenceAsync"] = async (portal, _, file, member) => await portal.Get<CaseQueries>().OpenEvidenceAsync(file, member.Actor, Token),
    };

    /// <summary>The citizen's own; the administrator's, who states a purpose (GlassBreakingTests); and what lies below the rule, where one must have the key, or the database, which pages have not.</summary>
    private static readonly string[] _others =
        ["TrackingQueries.FindAsync", "GlassBreaking.OpenAsync", "Ledger.LoadAsync", "ComplaintKeeping.OpenAsync", "EvidenceStore.OpenAsync", "EvidenceStore.ReadStagedAsync"];

    public static TheoryData<DatabaseProvider, string> Ways => [..
        from provider in Enum.GetValues<DatabaseProvider>()
        from way in _ways.Keys
        select new TheoryDataRow<DatabaseProvider, string>(provider, way) { Skip = TestDatabase.WhyNot(provider) }];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void There_is_no_way_to_content_but_those_that_are_tested_here()
    {
        var services = new ServiceCollection().AddMibspDomain(TimeZoneInfo.Utc).Select(s => s.ServiceType)
            .Where(type => type.Assembly == typeof(Complaint).Assembly).Append(typeof(EvidenceStore)).Distinct();
        var found = from service in services
                    from method in service.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    where method.ReturnType == typeof(Task<byte[]>) || Reaches(method.ReturnType, [])
                    select $"{service.Name}.{method.Name}";

        Assert.Equal(_ways.Keys.Concat(_others).Order(), found.Distinct().Order());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Every_way_leaves_an_entry_and_a_line_in_the_citizens_trail(DatabaseProvider provider, string way)
    {
        using var portal = new TestPortal(provider);
        var (town, officer, filed, file) = await SetAsync(portal);

        Assert.NotNull(await _ways[way](portal, filed, file, officer));

        Assert.Equal(1, await CountAsync(portal, AuditAct.CaseOpened));
        var trail = await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token);
        var reading = Assert.Single(trail!.Readings);
        Assert.Equal((StaffRole.Officer, 1, 1, new DateOnly(2026, 7, 15)), (reading.Role, reading.People, reading.Times, reading.LastOn));
        await Chronicle.HoldsAsync(portal);

        // Nor does it open to those it is not for, and then nothing is entered.
        Assert.Null(await _ways[way](portal, filed, file, await town.HireAsync(StaffRole.Officer, town.Roads)));
        Assert.Equal(1, await CountAsync(portal, AuditAct.CaseOpened));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task What_cannot_be_entered_is_not_shown(DatabaseProvider provider, string way)
    {
        using var portal = new TestPortal(provider);
        var (town, officer, filed, file) = await SetAsync(portal);
        await using (var db = await town.ContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "AuditHeads" RENAME TO "AuditHeadsAway" """, Token);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => _ways[way](portal, filed, file, officer));

        Assert.Empty((await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!.Readings);
    }

    [Theory, OnEveryDatabase]
    public async Task A_page_that_reads_again_and_again_is_one_reading_a_day(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer, filed, file) = await SetAsync(portal);
        var cases = portal.Get<CaseQueries>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => cases.FindAsync(filed.CaseNumber, officer.Actor, Token), Token)));
        Assert.Equal(1, await CountAsync(portal, AuditAct.CaseOpened));

        portal.Clock.Advance(TimeSpan.FromDays(1));
        await cases.FindAsync(filed.CaseNumber, officer.Actor, Token);
        await cases.FindAsync(filed.CaseNumber, (await town.HireAsync()).Actor, Token);
        await cases.FindAsync(filed.CaseNumber, (await town.HireAsync(StaffRole.Supervisor)).Actor, Token);
        await cases.OpenEvidenceAsync(file, officer.Actor, Token);
        await cases.OpenEvidenceAsync(file, officer.Actor, Token);

        Assert.Equal((4, 2), (await CountAsync(portal, AuditAct.CaseOpened), await CountAsync(portal, AuditAct.EvidenceOpened)));
        var trail = await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token);
        Assert.Equal(
            [(StaffRole.Officer, 2, 3, 2), (StaffRole.Supervisor, 1, 1, 0)],
            trail!.Readings.OrderBy(r => r.Role).Select(r => (r.Role, r.People, r.Times, r.Files)));
        Assert.All(trail.Readings, reading => Assert.Equal(new DateOnly(2026, 7, 16), reading.LastOn));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Bare_facts_and_lists_are_no_reading(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var (town, officer, filed, _) = await SetAsync(portal);
        var administrator = await town.HireAsync(StaffRole.Administrator);

        var facts = await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, administrator.Actor, Token);
        await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), officer.Actor, Token);
        await portal.Get<ComplaintQueries>().CitizenWasLastAsync(filed.Id, officer.Actor, Token);

        Assert.Null(facts!.Story);
        Assert.All(facts.Timeline, line => Assert.Null(line.Text));
        Assert.Empty(facts.Files);
        Assert.Empty((await portal.Get<TrailQueries>().FindAsync(filed.TrackingId, Token))!.Readings);
    }

    private static async Task<(Town Town, Member Officer, Filed Filed, Guid File)> SetAsync(TestPortal portal)
    {
        var town = await portal.Town.FoundAsync();
        var staged = await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Jpeg, [1, 2, 3], []), Token);
        var filed = await town.FileAsync(A.NewComplaint(town.Water) with { Evidence = [staged] });
        await using var db = await town.ContextAsync();
        return (town, await town.HireAsync(), filed, await db.EvidenceFiles.Where(e => e.ComplaintId == filed.Id).Select(e => e.Id).SingleAsync(Token));
    }

    private static async Task<int> CountAsync(TestPortal portal, AuditAct act)
    {
        await using var db = await portal.Town.ContextAsync();
        return await db.AuditEntries.CountAsync(e => e.Act == act, Token);
    }

    /// <summary>Whether such a value holds content anywhere within.</summary>
    private static bool Reaches(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return false;
        }

        return _content.Any(content => content.IsAssignableFrom(type))
            || (type.HasElementType && Reaches(type.GetElementType()!, seen))
            || type.GetGenericArguments().Any(argument => Reaches(argument, seen))
            || (type.Assembly == typeof(Complaint).Assembly && type.GetProperties().Any(property => Reaches(property.PropertyType, seen)));
    }
}

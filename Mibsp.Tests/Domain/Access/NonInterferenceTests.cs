using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Access;

/// <summary>Whose wish it was that the case does not exist for somebody.</summary>
public enum RecusedBy
{
    Citizen,
    Themself,
    Administrator,
}

/// <summary>
/// Two worlds that are the same, but that in one of them there is a case that is kept from somebody, on which much happens. Whatever
/// they ask, the answers are the same in both.
/// </summary>
public sealed class NonInterferenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StaffRole.Officer, RecusedBy.Citizen)]
    [InlineData(StaffRole.Officer, RecusedBy.Themself)]
    [InlineData(StaffRole.Officer, RecusedBy.Administrator)]
    [InlineData(StaffRole.Supervisor, RecusedBy.Citizen)]
    [InlineData(StaffRole.Supervisor, RecusedBy.Themself)]
    [InlineData(StaffRole.Supervisor, RecusedBy.Administrator)]
    [InlineData(StaffRole.IntegrityOfficer, RecusedBy.Citizen)]
    [InlineData(StaffRole.IntegrityOfficer, RecusedBy.Themself)]
    [InlineData(StaffRole.IntegrityOfficer, RecusedBy.Administrator)]
    [InlineData(StaffRole.Commissioner, RecusedBy.Themself)]
    [InlineData(StaffRole.Commissioner, RecusedBy.Administrator)]
    [InlineData(StaffRole.Administrator, RecusedBy.Administrator)]
    public async Task Who_is_recused_gets_the_same_answers_with_and_without_the_case(StaffRole role, RecusedBy by)
    {
        using var portal = new TestPortal();
        var told = new ToldPeople();
        var without = await new QuietTown(portal.Town, portal).BuildAsync();
        var with = without.Copy(services => services.AddSingleton<INoticeEvents>(told));
        using var other = with.Portal;
        var me = without.First(role);
        var filed = await HideAsync(with, without, me, by);
        var files = await with.FilesAsync(filed);

        await SameAsync(with, without, me, filed, files);
        told.People.Clear();
        var acts = await with.LiveAsync(filed, me);
        Assert.True(acts >= 8, $"Only {acts} acts were done.");
        Assert.DoesNotContain(me.Id, told.People);
        Assert.NotEmpty(told.People);
        await SameAsync(with, without, me, filed, files);
        foreach (var days in new[] { 4, 30, 60 })
        {
            await with.PassAsync(days);
            await without.PassAsync(days);
            await SameAsync(with, without, me, filed, files);
            Assert.Equal(await DigestAsync(without, me), await DigestAsync(with, me));
        }

        await with.EraseAsync(filed);
        await SameAsync(with, without, me, filed, files);
    }

    [Fact]
    public async Task A_complaint_that_is_held_back_and_kept_from_somebody_is_taken_off_no_count()
    {
        using var portal = new TestPortal(also: services => services.AddSingleton(new ReleaseDelay(TimeSpan.FromHours(4), TimeSpan.FromHours(5))));
        var town = await portal.Town.FoundAsync();
        var me = await town.HireAsync(StaffRole.IntegrityOfficer);
        var held = await town.FileAsync(A.NewComplaint(town.IntegrityCell, ComplaintKind.BribeDemanded, keepFrom: KeepFrom.DepartmentHead));
        Assert.Empty(held.CaseNumber);

        Assert.Equal(0, (await portal.Get<Mibsp.Domain.Counters.FigureQueries>().WorkOfAsync(me.Actor, Token)).Unassigned);
    }

    [Fact]
    public async Task A_case_that_follows_upon_one_kept_from_the_reader_does_not_name_it()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (officer, me) = (await town.HireAsync(), await town.HireAsync(StaffRole.IntegrityOfficer));
        await town.HireAsync(StaffRole.IntegrityOfficer);
        var filed = await town.FileAndTakeAsync(officer);
        Assert.Null((await portal.Get<RetaliationFiling>().FileAsync(filed.TrackingId, A.Story(), 5, Token)).Refusal);
        await using var db = await town.ContextAsync();
        var report = await db.Complaints.Where(c => c.LinkedToId == filed.Id).Select(c => c.Id).SingleAsync(Token);
        Assert.NotNull(await portal.Get<LinkedCaseQueries>().FindAsync(report, me.Actor, Token));

        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(filed), me.Id, "A cousin.", town.Administrator, Token));

        Assert.Null(await portal.Get<LinkedCaseQueries>().FindAsync(report, me.Actor, Token));
    }

    [Fact]
    public async Task A_line_of_the_record_about_another_case_does_not_name_it_either()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var (head, me) = (await town.HireAsync(StaffRole.Supervisor), await town.HireAsync(StaffRole.Administrator));
        var (leading, duplicate) = (await town.FileAsync(), await town.FileAndTakeAsync(head));
        Town.Done(await portal.Get<ClosingTogether>().MergeAsync(await town.SeenAsync(duplicate), leading.CaseNumber, "The same.", head.Actor, Token));
        var id = leading.Id.ToString("N");
        Assert.Contains(await FactsAsync(), fact => fact.Value == id);

        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.SeenAsync(leading), me.Id, "A cousin.", town.Administrator, Token));

        Assert.DoesNotContain(await FactsAsync(), fact => fact.Value == id);

        async Task<IEnumerable<Mibsp.Domain.Audit.AuditFact>> FactsAsync()
            => (await portal.Get<Mibsp.Domain.Audit.AuditQueries>().ListAsync(new Mibsp.Domain.Audit.AuditFilter(), null, me.Actor, Token)).Rows.SelectMany(row => row.Facts!);
    }

    /// <summary>Files the case in one of the worlds, last of all, and keeps it from them.</summary>
    private static async Task<Filed> HideAsync(QuietTown with, QuietTown without, Member me, RecusedBy by)
    {
        var (town, department) = (with.Town, me.Actor.DepartmentId ?? with.Town.Water);
        var filed = await with.FileAsync(A.NewComplaint(department, keepFrom: by is RecusedBy.Citizen ? KeepFrom.DepartmentHead : KeepFrom.Nobody));
        if (me.Actor.Role is StaffRole.Commissioner)
        {
            // Until it is theirs to read.
            await with.PassAsync(90);
            await without.PassAsync(90);
        }

        var routing = with.Portal.Get<ComplaintRouting>();
        switch (by)
        {
            case RecusedBy.Themself:
                Town.Done(await routing.RecuseMyselfAsync(await town.SeenAsync(filed), me.Actor, Token));
                break;
            case RecusedBy.Administrator:
                Town.Done(await routing.RecuseAsync(await town.SeenAsync(filed), me.Id, "A cousin.", town.Administrator, Token));
                break;
        }

        await using var db = await town.ContextAsync();
        Assert.True(await db.Recusals.AnyAsync(r => r.ComplaintId == filed.Id && r.UserId == me.Id, Token));
        return filed;
    }

    private static async Task SameAsync(QuietTown with, QuietTown without, Member me, Filed filed, IReadOnlyList<Guid> files)
    {
        var (expected, actual) = (await AnswersAsync(without), await AnswersAsync(with));
        Assert.All(expected, question => Assert.Equal($"{question.Key}: {question.Value}", $"{question.Key}: {actual[question.Key]}"));

        async Task<Dictionary<string, string>> AnswersAsync(QuietTown town)
        {
            var ordinary = new List<Guid>();
            foreach (var one in town.Cases)
            {
                ordinary.AddRange(await town.FilesAsync(one));
            }

            return await Questions.AnswerAsync(new Asking(
                town, me.Actor, [.. town.Cases.Select(c => c.Id), filed.Id], [.. town.Cases.Select(c => c.CaseNumber), filed.CaseNumber], [.. ordinary, .. files],
                [.. town.Staff.Where(member => member.Id != me.Id).Select(member => member.Actor)]));
        }
    }

    /// <summary>The e-mail that they get next, but for the ids of the notices it stands for.</summary>
    private static async Task<string> DigestAsync(QuietTown town, Member me)
    {
        town.Portal.Mail.Taken.Clear();
        await town.Portal.Get<DigestSending>().SendAsync(onTheHour: true, Token);
        return string.Join(';', town.Portal.Mail.Taken.Where(digest => digest.UserId == me.Id).Select(digest => $"{digest.Address} {digest.Deadlines} {digest.Changes}"));
    }

    private sealed class ToldPeople : INoticeEvents
    {
        public List<Guid> People { get; } = [];

        public void Tell(IReadOnlyCollection<Guid> userIds) => People.AddRange(userIds);
    }
}

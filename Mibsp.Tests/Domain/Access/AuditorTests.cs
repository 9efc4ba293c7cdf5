using System.Reflection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Departments;
using Mibsp.Domain.Metrics;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Access;

/// <summary>Auditors see figures and the record, and nothing of a case; whatever they try to change, the services refuse, too.</summary>
public sealed class AuditorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_act_on_a_case_is_refused_as_if_it_were_not_there()
    {
        using var portal = new TestPortal();
        var town = await new QuietTown(portal.Town, portal).BuildAsync();
        var me = town.First(StaffRole.Auditor).Actor;
        var before = (await Chronicle.FiguresAsync(portal)).Sequence;

        foreach (var (act, filed) in from act in Questions.ActsOnCase from filed in town.Cases select (act, filed))
        {
            var seen = await town.Town.SeenAsync(filed);
            var service = typeof(TestPortal).GetMethod(nameof(TestPortal.Get))!.MakeGenericMethod(act.DeclaringType!).Invoke(portal, null);
            var outcome = await (Task<Outcome>)act.Invoke(service, [.. act.GetParameters().Select(p => Given(p, seen))])!;
            Assert.Equal((Questions.Name(act), Refusal.NotFound), (Questions.Name(act), outcome.Refusal));
        }

        Assert.Equal(before, (await Chronicle.FiguresAsync(portal)).Sequence);

        object? Given(ParameterInfo parameter, SeenComplaint seen) => parameter.ParameterType switch
        {
            var type when type == typeof(SeenComplaint) => seen,
            var type when type == typeof(Actor) => me,
            var type when type == typeof(CancellationToken) => Token,
            var type when type == typeof(string) => "Some words.",
            var type when type == typeof(int) => town.Town.Roads,
            var type when type == typeof(Guid) => town.Staff[1].Id,
            var type when type == typeof(ComplaintOutcome) => ComplaintOutcome.Resolved,
            var type => throw new NotSupportedException($"Say what {type} is given."),
        };
    }

    [Fact]
    public async Task No_list_and_no_page_of_a_case_shows_anything_but_departments_have_figures()
    {
        using var portal = new TestPortal();
        var town = await new QuietTown(portal.Town, portal).BuildAsync();
        var me = town.First(StaffRole.Auditor).Actor;

        Assert.Empty((await portal.Get<ComplaintQueries>().ListAsync(new QueueFilter(), me, Token)).Rows);
        foreach (var filed in town.Cases)
        {
            Assert.Null(await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, me, Token));
        }

        var subjects = await portal.Get<MetricsQueries>().SubjectsAsync(me, Token);
        Assert.Equal(["Integrity Cell", "Roads", "Water Supply"], subjects.Select(subject => subject.Name));
        var water = await portal.Get<MetricsQueries>().FindAsync(subjects[2].Key, MetricsPeriod.Parse(null, portal.Get<MunicipalTime>().Today), me, Token);
        Assert.Equal(4, water!.Now.Open);
        Assert.Null(await portal.Get<MetricsQueries>().FindAsync($"officer-{town.Staff[0].Id:N}", MetricsPeriod.Parse(null, portal.Get<MunicipalTime>().Today), me, Token));
    }

    [Fact]
    public async Task Accounts_directory_and_templates_are_not_theirs_to_change()
    {
        using var portal = new TestPortal();
        var town = await new QuietTown(portal.Town, portal).BuildAsync();
        var (me, other) = (town.First(StaffRole.Auditor).Actor, town.Staff[0]);

        Assert.Equal(Refusal.NotFound, (await portal.Get<StaffAccounts>().ChangeAsync(other.Id, new StaffDetails("x", "X", StaffRole.Auditor, null), me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<StaffAbsence>().SetAsync(other.Id, new Absence(null, null, null), me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<DirectoryEditing>().SaveServiceAsync(null, town.Town.Roads, "Signs", "", 3, true, me, Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await portal.Get<TemplateEditing>().SaveAsync(null, new TemplateDraft(null, "Thanks", "Thank you."), me, Token)).Refusal);
    }
}

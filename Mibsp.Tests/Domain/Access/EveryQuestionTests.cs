using System.Reflection;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Access;

/// <summary>Nothing that staff can ask or do is missing from the test of non-interference.</summary>
public sealed class EveryQuestionTests
{
    private static readonly Dictionary<string, string> _withoutAnActor = new()
    {
        ["ComplaintQueries.ReadAsync"] = "A part of ListAsync's page, which takes out what is kept from the actor.",
        ["ComplaintQueries.AnyBurstAsync"] = "The portal's own: whether a page has to ask at all; it answers to no one.",
        ["ComplaintQueries.VersionsAsync"] = "The portal's own: whether a page has to ask at all; it answers to no one.",
        ["DirectoryQueries.DepartmentsAsync"] = "Public.",
        ["DirectoryQueries.ServicesAsync"] = "Public.",
        ["DirectoryQueries.WardsAsync"] = "Public.",
        ["FigureQueries.SequenceAsync"] = "Public: tells when the public figures are to be read anew.",
        ["FigureQueries.WorkAsync"] = "Of which each asker is given their own line, by WorkOfAsync or the queue.",
        ["FigureQueries.ReadAsync"] = "The public figures, the same for everybody.",
        ["MeanwhileQueries.AnythingBeyondRowsAsync"] = "The portal's own: whether a page has to ask at all; it answers to no one.",
        ["RecordTailQueries.HeadAsync"] = "The portal's own: which pages to wake.",
        ["RecordTailQueries.AfterAsync"] = "The portal's own: which pages to wake.",
        ["RecordTailQueries.OnlyArrivalsForAsync"] = "The portal's own: whether what was read of own work still stands; it answers to no one.",
        ["RulesReading.ReadAsync"] = "The portal's own: by which rules it goes.",
        ["TrackingQueries.FindAsync"] = "The citizen's, by the tracking ID.",
        ["TrailQueries.FindAsync"] = "The citizen's, by the tracking ID.",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_method_with_somebody_behind_it_is_known()
    {
        List<string> known = [.. Questions.Asked.Keys, .. Questions.NotAsked.Keys, .. Questions.OtherActs.Keys, .. Questions.ActsOnCase.Select(Questions.Name)];
        var found = Questions.Methods.Select(Questions.Name).ToList();

        Assert.True(found.ToHashSet().SetEquals(known), $"New: {string.Join(" | ", found.Except(known))}\nGone: {string.Join(" | ", known.Except(found))}");
    }

    [Fact]
    public void A_question_without_anybody_behind_it_is_public_or_the_citizens()
    {
        var found = typeof(Complaint).Assembly.GetTypes().Where(type => type.Name.EndsWith("Queries", StringComparison.Ordinal) || type.Name.EndsWith("Reading", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) && method.GetParameters().All(p => p.ParameterType != typeof(Actor)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(_withoutAnActor.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.IntegrityOfficer)]
    [InlineData(StaffRole.Commissioner)]
    [InlineData(StaffRole.Administrator)]
    public async Task Every_act_on_a_case_that_is_kept_from_somebody_is_refused_as_if_it_were_not_there(StaffRole role)
    {
        using var portal = new TestPortal();
        var town = await new QuietTown(portal.Town, portal).BuildAsync();
        var (me, filed) = (town.First(role), await town.FileAsync());
        Town.Done(await portal.Get<ComplaintRouting>().RecuseAsync(await town.Town.SeenAsync(filed), me.Id, "A cousin.", town.Town.Administrator, Token));
        var before = await Chronicle.FiguresAsync(portal);

        foreach (var act in Questions.ActsOnCase)
        {
            var seen = await town.Town.SeenAsync(filed);
            foreach (var one in new[] { seen, seen with { Version = 1 }, new SeenComplaint(Identifiers.Random(), 1) })
            {
                Assert.Equal((Questions.Name(act), Refusal.NotFound), (Questions.Name(act), (await DoAsync(act, one)).Refusal));
            }
        }

        Assert.Equal(before.Sequence, (await Chronicle.FiguresAsync(portal)).Sequence);

        Task<Outcome> DoAsync(MethodInfo act, SeenComplaint seen)
        {
            var service = typeof(TestPortal).GetMethod(nameof(TestPortal.Get))!.MakeGenericMethod(act.DeclaringType!).Invoke(portal, null);
            return (Task<Outcome>)act.Invoke(service, [.. act.GetParameters().Select(p => Given(p, seen))])!;
        }

        object? Given(ParameterInfo parameter, SeenComplaint seen) => parameter.ParameterType switch
        {
            var type when type == typeof(SeenComplaint) => seen,
            var type when type == typeof(Actor) => me.Actor,
            var type when type == typeof(CancellationToken) => Token,
            var type when type == typeof(string) => "Some words.",
            var type when type == typeof(int) => town.Town.Roads,
            var type when type == typeof(Guid) => town.Staff[1].Id,
            var type when type == typeof(ComplaintOutcome) => ComplaintOutcome.Resolved,
            var type => throw new NotSupportedException($"Say what {type} is given."),
        };
    }
}

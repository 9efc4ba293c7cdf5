using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Mibsp.Domain.Analytics;
using System.Text.Json.Nodes;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Audit.Export;
using Mibsp.Domain.Audit.History;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Assignment;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Casework.Meanwhile;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Casework.Listing;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Counters;
using Mibsp.Domain.Metrics;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Domain.Views;
using Mibsp.Web.Live;

namespace Mibsp.Tests.Domain.Access;

/// <summary>What somebody asks in a town: with all numbers and ids that there are, and with those of a case that is kept from them.</summary>
internal sealed record Asking(QuietTown Town, Actor Me, IReadOnlyList<Guid> Ids, IReadOnlyList<string> Numbers, IReadOnlyList<Guid> Files, IReadOnlyList<Actor> Others)
{
    public T Get<T>() where T : notnull => Town.Portal.Get<T>();
}

/// <summary>
/// Every question that staff can put to the portal, and how it is put here. By the name of the method and of what it is given beside
/// the actor. A new method fails <see cref="EveryQuestionTests"/> until it is entered, here or with a reason why it cannot tell anything.
/// </summary>
internal static class Questions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static readonly Dictionary<string, Func<Asking, Task<object?>>> Asked = new()
    {
        ["ComplaintQueries.ListAsync(filter)"] = async a => await EachAsync(Filters(a), filter => a.Get<ComplaintQueries>().ListAsync(filter, a.Me, Token)),
        ["ComplaintQueries.BurstsAsync()"] = async a => await a.Get<ComplaintQueries>().BurstsAsync(a.Me, Token),
        ["ComplaintQueries.FindAsync(caseNumber)"] = async a => await EachAsync(a.Numbers, number => a.Get<ComplaintQueries>().FindAsync(number, a.Me, Token)),
        ["ComplaintQueries.FindAsync(ids)"] = async a => await a.Get<ComplaintQueries>().FindAsync(a.Ids, a.Me, Token),
        ["ComplaintQueries.CitizenWasLastAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<ComplaintQueries>().CitizenWasLastAsync(id, a.Me, Token)),
        ["CaseQueries.FindAsync(caseNumber)"] = async a => await EachAsync(a.Numbers, number => a.Get<CaseQueries>().FindAsync(number, a.Me, Token)),
        ["CaseQueries.OpenEvidenceAsync(evidenceId)"] = async a => await EachAsync(a.Files, id => a.Get<CaseQueries>().OpenEvidenceAsync(id, a.Me, Token)),
        ["LinkedCaseQueries.FindAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<LinkedCaseQueries>().FindAsync(id, a.Me, Token)),
        ["LastActQueries.FindAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<LastActQueries>().FindAsync(id, a.Me, Token)),
        ["LastActQueries.HolderAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<LastActQueries>().HolderAsync(id, a.Me, Token)),
        ["MeanwhileQueries.SinceAsync(since)"] = async a => await a.Get<MeanwhileQueries>().SinceAsync(0, a.Me, Token) is var all ? new { Acts = all.Acts.Select(Unnumbered).ToList(), all.Taken } : null,
        ["MeanwhileQueries.BeyondRowsAsync(since)"] = async a => (await a.Get<MeanwhileQueries>().BeyondRowsAsync(0, a.Me, Token)).Select(Unnumbered).ToList(),
        ["MeanwhileQueries.OfCaseAsync(complaintId, since)"] = async a => await EachAsync(
            a.Ids, async id => (await a.Get<MeanwhileQueries>().OfCaseAsync(id, 0, a.Me, Token)).Select(Unnumbered).ToList()),
        ["MeanwhileQueries.DueSoonAsync()"] = async a => await a.Get<MeanwhileQueries>().DueSoonAsync(a.Me, Token),
        ["CaseViewerQueries.NamesAsync(complaintId, others)"] = async a => await EachAsync(a.Ids, id => a.Get<CaseViewerQueries>().NamesAsync(id, a.Others, a.Me, Token)),
        ["ComplaintAssigning.CandidatesAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<ComplaintAssigning>().CandidatesAsync(id, a.Me, Token)),
        ["RecusalQueries.ChoicesAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<RecusalQueries>().ChoicesAsync(id, a.Me, Token)),
        ["BulkMoving.CandidatesAsync(shown)"] = async a => await a.Get<BulkMoving>().CandidatesAsync(await a.Get<ComplaintQueries>().FindAsync(a.Ids, a.Me, Token), a.Me, Token),
        ["TemplateQueries.ChoicesAsync()"] = async a => await a.Get<TemplateQueries>().ChoicesAsync(a.Me, Token),
        ["TemplateQueries.ListAsync(page)"] = async a => await a.Get<TemplateQueries>().ListAsync(1, a.Me, Token),
        ["TemplateQueries.FindAsync(id)"] = async a => await a.Get<TemplateQueries>().FindAsync(1, a.Me, Token),
        ["NoticeReading.ListAsync(page)"] = NoticesAsync,
        ["NoticeReading.CountUnreadAsync()"] = async a => await a.Get<NoticeReading>().CountUnreadAsync(a.Me, Token),
        ["NoticeChoosing.FindAsync()"] = async a => await a.Get<NoticeChoosing>().FindAsync(a.Me, Token),
        ["NoticeChoosing.WantsBellAsync()"] = async a => await a.Get<NoticeChoosing>().WantsBellAsync(a.Me, Token),
        ["FigureQueries.UnassignedAsync()"] = async a => await a.Get<FigureQueries>().UnassignedAsync(a.Me, Token),
        ["FigureQueries.WorkOfAsync()"] = async a => await a.Get<FigureQueries>().WorkOfAsync(a.Me, Token),
        ["AnalyticsQueries.ReadAsync(question)"] = async a => await EachAsync(Consoles(a), async question =>
            await a.Get<AnalyticsQueries>().ReadAsync(question, a.Me, Token) is { } answer ? answer with { Sequence = 0 } : null),
        ["MetricsQueries.SubjectsAsync()"] = async a => await a.Get<MetricsQueries>().SubjectsAsync(a.Me, Token),
        ["MetricsQueries.FindAsync(subject, period)"] = async a => await EachAsync(
            (await a.Get<MetricsQueries>().SubjectsAsync(a.Me, Token)).Select(subject => subject.Key),
            subject => a.Get<MetricsQueries>().FindAsync(subject, MetricsPeriod.Parse(null, a.Get<MunicipalTime>().Today), a.Me, Token)),
        ["ViewKeeping.ListAsync()"] = async a => (await a.Get<ViewKeeping>().ListAsync(a.Me, Token)).Select(view => view.Name).ToList(),
        ["StaffQueries.ListAsync(page, search)"] = async a => await a.Get<StaffQueries>().ListAsync(1, null, a.Me, Token),
        ["StaffQueries.FindAsync(id)"] = async a => await EachAsync(a.Town.Staff, who => a.Get<StaffQueries>().FindAsync(who.Id, a.Me, Token)),
        ["HistoryQueries.ListAsync(subject, before)"] = async a => await EachAsync(a.Town.Staff, async who =>
            (await a.Get<HistoryQueries>().ListAsync(AuditSubject.User(who.Id), null, a.Me, Token)).Select(row => $"{row.Act} {row.By} {row.On:O} {row.UserName} {string.Join(';', row.Facts)}").ToList()),
        ["GlassBreaking.OpenAsync(caseNumber, purpose, reason)"] = async a => await EachAsync(
            a.Numbers, number => a.Get<GlassBreaking>().OpenAsync(number, OpeningPurpose.Routing, "To see to whom it belongs.", a.Me, Token)),
        ["GlassBreaking.ListAsync(complaintId)"] = async a => await EachAsync(a.Ids, id => a.Get<GlassBreaking>().ListAsync(id, a.Me, Token)),
        ["StaffQueries.ChoicesAsync()"] = async a => (await a.Get<StaffQueries>().ChoicesAsync(a.Me, Token)).Select(choice => choice.DisplayName).ToList(),
        ["ColumnKeeping.FindAsync()"] = async a => await a.Get<ColumnKeeping>().FindAsync(a.Me, Token),
        ["AssignmentRuleEditing.ListAsync()"] = async a => await a.Get<AssignmentRuleEditing>().ListAsync(a.Me, Token),
        ["ComplaintExport.ReadAsync(filter, filterWords)"] = async a => await EachAsync(Filters(a), async filter =>
            string.Concat(await a.Get<ComplaintExport>().ReadAsync(filter, "", a.Me, Token).Select(part => part.Text).ToListAsync(Token))),
        ["StaffAbsence.FindAsync(userId)"] = async a => await EachAsync(a.Town.Staff, who => a.Get<StaffAbsence>().FindAsync(who.Id, a.Me, Token)),
        ["StaffAbsence.SubstitutesAsync(userId)"] = async a => await EachAsync(
            a.Town.Staff, async who => (await a.Get<StaffAbsence>().SubstitutesAsync(who.Id, a.Me, Token)).Select(choice => choice.Name).ToList()),
        ["AuditQueries.ListAsync(filter, before)"] = RecordAsync,
        ["AuditQueries.PeopleAsync()"] = async a => (await a.Get<AuditQueries>().PeopleAsync(a.Me, Token)).Select(person => person.DisplayName).ToList(),
        ["RecordExport.ReadAsync(filter, range)"] = ExportAsync,
        ["RecordChecking.LastBreakAsync()"] = async a => await a.Get<RecordChecking>().LastBreakAsync(a.Me, Token),
    };

    /// <summary>Those that are not put here, and why they tell nothing.</summary>
    public static readonly Dictionary<string, string> NotAsked = new()
    {
        ["RecordChecking.EndAsync()"] = "How long the record is is the same for everybody.",
        ["RecordChecking.CheckAsync(range, progress)"] = "How long the record is, and that it is whole, is the same for everybody: it is what the record is for.",
        ["CalendarQueries.ListAsync()"] = "No complaint.",
        ["CalendarQueries.FindAsync(id, year)"] = "No complaint.",
        ["CalendarQueries.DepartmentsAsync()"] = "No complaint.",
        ["SettingEditing.ListAsync()"] = "No complaint.",
        ["DirectoryImporting.PlanAsync(file)"] = "No complaint.",
        ["CasePresence.Others(complaintId)"] = "Ids only, for CaseViewerQueries, which asks the rule about both sides.",
        ["QueueRecord.SinceAsync(since)"] = "Hands on to MeanwhileQueries.",
        ["QueueRecord.BeyondRowsAsync(moment, since)"] = "Hands on to MeanwhileQueries.",
        ["CaseRecalling.SinceAsync(complaintId, since)"] = "Hands on to MeanwhileQueries.",
        ["CaseMemory.Key(caseNumber)"] = "A name for what the person's own tab keeps.",
        ["ComplaintQueries.ListAsync(filter, read)"] = "The same as ListAsync(filter), which hands on to it.",
        ["QueueReads.AfterAsync(change)"] = "Hands on to the questions above, shared by the pages of one person.",
        ["AnalyticsReads.NowAsync(question)"] = "Hands on to AnalyticsQueries, shared by the pages of one person.",
        ["AnalyticsReads.AfterAsync(question, change)"] = "Hands on to AnalyticsQueries, shared by the pages of one person.",
        ["QueueReads.NowAsync()"] = "Hands on to the questions above, shared by the pages of one person.",
        ["AuditReach.FindAsync(db, filter)"] = "What AuditQueries and RecordExport begin with.",
        ["ComplaintAccess.VisibleTo(complaints)"] = "The rule itself.",
        ["ComplaintAccess.ReadableBy(complaints)"] = "The rule itself.",
        ["ComplaintAccess.CountedFor(complaints, integrityCellId)"] = "The rule itself.",
        ["ComplaintAccess.NotKeptFrom(complaints)"] = "The rule itself.",
        ["ListFiltering.By(complaints, filter, bounds, isNarrow)"] = "Narrows what the rule has left.",
        ["ComplaintExport.MayExport()"] = "A matter of the role alone.",
        ["ComplaintAssigning.MayAssign()"] = "A matter of the role alone.",
        ["TemplateEditing.MayKeep()"] = "A matter of the role alone.",
        ["CaseActs.For(view)"] = "Of a case that was read already.",
        ["Stamp.Staff(time)"] = "Who and when.",
        ["SecondFactorReset.HaveOneAsync(userIds)"] = "Of accounts, not of complaints, and for administrators only.",
    };

    /// <summary>Acts that take no complaint, or that come after the rule was asked.</summary>
    public static readonly Dictionary<string, string> OtherActs = new()
    {
        ["CaseOpening.EnterAsync(complaintId)"] = "Called by CaseQueries once the rule has been asked.",
        ["CaseOpening.EnterFileAsync(complaintId)"] = "Called by CaseQueries once the rule has been asked.",
        ["CasePresence.Enter(complaintId)"] = "Called by the page of a case that was read.",
        ["CaseActing.DoAsync(act, draft, seen)"] = "Hands on to the acts on a case.",
        ["BulkMoving.DoAsync(move, shown)"] = "Hands on to the acts on a case.",
        ["NoticeReading.MarkAsync(id)"] = "The reader's own bookmark, of what they may see.",
        ["NoticeReading.MarkAllAsync()"] = "The reader's own bookmark, of what they may see.",
        ["NoticeReading.MarkCaseAsync(complaintId)"] = "The reader's own bookmark, of what they may see.",
        ["FigureExporting.EnterAsync(table, filterWords, rows)"] = "That a table was taken away; the table comes from AnalyticsQueries.",
        ["NoticeChoosing.SaveAsync(wishes)"] = "No complaint.",
        ["TemplateEditing.SaveAsync(seen, draft)"] = "No complaint.",
        ["DirectoryEditing.SaveDepartmentAsync(id, name, isActive)"] = "No complaint.",
        ["DirectoryEditing.SaveServiceAsync(id, departmentId, name, description, deadlineDays, isActive)"] = "No complaint.",
        ["DirectoryEditing.SaveWardAsync(isNew, number, name, isDisabled)"] = "No complaint.",
        ["DirectoryDeleting.DeleteDepartmentAsync(id)"] = "That complaints name it is in the public figures.",
        ["DirectoryDeleting.DeleteServiceAsync(id)"] = "That something names it is all that is told: see infra/decisions/0019.",
        ["DirectoryDeleting.DeleteWardAsync(number)"] = "That something names it is all that is told: see infra/decisions/0019.",
        ["DirectoryDeleting.DeleteCalendarAsync(id)"] = "No complaint.",
        ["DirectoryImporting.ApplyAsync(file, seen)"] = "No complaint.",
        ["CalendarEditing.CreateAsync(name)"] = "No complaint.",
        ["CalendarEditing.RenameAsync(id, name)"] = "No complaint.",
        ["CalendarEditing.SetWeekAsync(id, units)"] = "No complaint is named; the ladder reads clocks anew.",
        ["CalendarEditing.SetDayAsync(id, on, units, name)"] = "No complaint is named; the ladder reads clocks anew.",
        ["CalendarEditing.UnsetDayAsync(id, on)"] = "No complaint is named; the ladder reads clocks anew.",
        ["CalendarEditing.CopyDaysAsync(id, days, toYear)"] = "No complaint is named; the ladder reads clocks anew.",
        ["CalendarEditing.AssignAsync(departmentId, calendarId)"] = "No complaint is named; the ladder reads clocks anew.",
        ["SettingEditing.ChangeAsync(setting, seen, value)"] = "No complaint.",
        ["ViewKeeping.SaveAsync(name, query)"] = "No complaint.",
        ["ViewKeeping.RenameAsync(id, name)"] = "No complaint.",
        ["ViewKeeping.DeleteAsync(id)"] = "No complaint.",
        ["ColumnKeeping.SaveAsync(columns)"] = "No complaint.",
        ["AssignmentRuleEditing.SetAsync(departmentId, way)"] = "No complaint is named; those to come are given under the rule of access.",
        ["StaffAccounts.CreateAsync(details, firstPassword)"] = "No complaint.",
        ["StaffAccounts.ChangeAsync(id, details)"] = "No complaint is named; who answers is worked out anew.",
        ["StaffAccounts.SetDisabledAsync(id, disabled)"] = "No complaint is named; who answers is worked out anew.",
        ["StaffAccounts.ResetPasswordAsync(id, newPassword)"] = "No complaint.",
        ["StaffAbsence.SetAsync(userId, absence)"] = "No complaint is named; who answers is worked out anew.",
        ["PasswordChanging.ChangeAsync(current, wanted)"] = "No complaint.",
        ["SessionKeeping.EndAllAsync(userId)"] = "No complaint.",
        ["SecondFactorReset.ResetAsync(userId)"] = "No complaint.",
        ["JobActs.EnterAsync(act, job, hours)"] = "No complaint.",
        ["JobKeeping.RunAsync(name)"] = "No complaint.",
        ["JobKeeping.PauseAsync(name)"] = "No complaint.",
        ["JobKeeping.ResumeAsync(name)"] = "No complaint.",
    };

    /// <summary>Acts on one case, which must be refused as for a case that is not there. Found by what they take.</summary>
    public static IEnumerable<MethodInfo> ActsOnCase => Methods.Where(method => !OtherActs.ContainsKey(Name(method)) && method.GetParameters()[0].ParameterType == typeof(SeenComplaint));

    /// <summary>All methods of the portal that somebody of the staff stands behind.</summary>
    public static IEnumerable<MethodInfo> Methods => new[] { typeof(Complaint).Assembly, typeof(LiveUpdates).Assembly }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Mibsp.", StringComparison.Ordinal) == true && !typeof(Delegate).IsAssignableFrom(type) && type.Name != "CaseChanging" && type.Name != "CaseStandings")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal) && method.GetParameters().Any(p => p.ParameterType == typeof(Actor)) && !IsOfRecord(method));

    public static string Name(MethodInfo method)
        => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Where(p => p.ParameterType != typeof(Actor) && p.ParameterType != typeof(CancellationToken)).Select(p => p.Name))})";

    /// <summary>All answers, each under its question.</summary>
    public static async Task<Dictionary<string, string>> AnswerAsync(Asking asking)
    {
        var answers = new Dictionary<string, string>();
        foreach (var (name, ask) in Asked)
        {
            answers.Add(name, JsonSerializer.Serialize(await ask(asking)));
        }

        return answers;
    }

    private static bool IsOfRecord(MethodInfo method) => method.Name is "Deconstruct" or "Equals" or "PrintMembers";

    private static async Task<List<object?>> EachAsync<TGiven, TAnswer>(IEnumerable<TGiven> all, Func<TGiven, Task<TAnswer>> ask)
    {
        var answers = new List<object?>();
        foreach (var given in all)
        {
            answers.Add(await ask(given));
        }

        return answers;
    }

    private static IEnumerable<QueueFilter> Filters(Asking a)
        => Enum.GetValues<QueueScope>().SelectMany(scope => Enum.GetValues<QueueOrder>().Select(order => new QueueFilter(scope, Order: order)))
            .Concat(Enum.GetValues<BurstShow>().Select(show => new QueueFilter(Bursts: show)))
            .Concat(Enum.GetValues<ComplaintStatus>().Select(status => new QueueFilter(Status: status)))
            .Concat(a.Numbers.SelectMany(number => new[] { number, number[^3..] }).Select(number => new QueueFilter(CaseNumber: number)))
            .Concat([new QueueFilter(OpenOnly: true), new QueueFilter(DelayedOnly: true), new QueueFilter(DepartmentId: a.Town.Town.Water), new QueueFilter(DepartmentId: a.Town.Town.Roads)])
            .Concat([new QueueFilter(DepartmentId: a.Town.Town.IntegrityCell), new QueueFilter(Place: new ListPlace(a.Numbers[0], DateOnly.MinValue, IsBefore: false))]);

    private static IEnumerable<AnalyticsQuestion> Consoles(Asking a)
        => new int?[] { null, a.Town.Town.Water, a.Town.Town.Roads, a.Town.Town.IntegrityCell }.SelectMany(department => Enum.GetValues<PeriodUnit>().Select(unit =>
            new AnalyticsQuestion(a.Get<MunicipalTime>().Today.AddDays(-100), a.Get<MunicipalTime>().Today, unit, department, a.Get<MunicipalTime>().Today.AddDays(-3), a.Get<MunicipalTime>().Today)));

    // A notice's own id is random, and which of a day's came first is not known.
    private static async Task<object?> NoticesAsync(Asking a)
        => (await EachAsync([1, 2, 3], page => a.Get<NoticeReading>().ListAsync(page, a.Me, Token)))
            .Cast<Page<NoticeRow>>().SelectMany(page => page.Rows.Select(row => $"{row.On:O} {row.CaseNumber} {row.Kind} {row.IsRead}").Append($"{page.Number} {page.HasMore}"))
            .Order(StringComparer.Ordinal).ToList();

    // Where in the record it stands is the record's own, the same for everybody: see infra/decisions/0016.
    private static ActOfOthers Unnumbered(ActOfOthers act) => act with { Sequence = 0 };

    // Numbers and chain hashes are the record's own, the same for everybody: see infra/decisions/0016.
    private static async Task<object?> RecordAsync(Asking a)
    {
        var (all, before) = (new List<string>(), (long?)null);
        do
        {
            var page = await a.Get<AuditQueries>().ListAsync(new AuditFilter(), before, a.Me, Token);
            all.AddRange(page.Rows.Select(Line));
            before = page.Next;
        }
        while (before is not null);

        var byAct = await EachAsync(Enum.GetValues<AuditAct>(), async act => await FoundAsync(new AuditFilter(act)));
        var byCase = await EachAsync(a.Numbers, async number => await FoundAsync(new AuditFilter { CaseNumber = number }));
        var byPerson = await EachAsync(a.Town.Staff, async who => await FoundAsync(new AuditFilter(AuditAct.ComplaintTaken) { UserName = who.UserName, By = Party.Staff }));
        var bySide = await EachAsync(Enum.GetValues<Party>(), async by => await FoundAsync(new AuditFilter { By = by, From = DateOnly.MinValue, Until = DateOnly.MaxValue }));
        return new { all, byAct, byCase, byPerson, bySide };

        async Task<object> FoundAsync(AuditFilter filter)
        {
            var page = await a.Get<AuditQueries>().ListAsync(filter, null, a.Me, Token);
            return new { Lines = page.Rows.Select(Line).ToList(), HasMore = page.Next is not null };
        }
    }

    private static string Line(AuditRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Act} {row.By} {row.On:O} {row.UserName} {row.Role} {row.CaseNumber} {string.Join(';', row.Facts ?? [])}");

    // Of the lines that are told whole, the acts and whether their details are told. All else is numbers and hashes, which are the record's own.
    private static async Task<object?> ExportAsync(Asking a)
    {
        AuditFilter[] filters = [new(), .. a.Numbers.Select(number => new AuditFilter { CaseNumber = number }), .. a.Town.Staff.Select(who => new AuditFilter { UserName = who.UserName })];
        return await EachAsync(filters, async filter => await a.Get<RecordExport>().ReadAsync(filter, null, a.Me, Token)
            .Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => line.ContainsKey("act"))
            .Where(line => line["act"]!.GetValue<string>() is not nameof(AuditAct.RecordExported))
            .Select(line => $"{line["act"]} {line["by"]} {line["on"]} {line["user"]} {line["details"]}").ToListAsync(Token));
    }
}

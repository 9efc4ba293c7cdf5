using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Casework.Acts;
using Mibsp.Domain.Casework.BreakGlass;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Escalation;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Notifying;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Templates;
using Mibsp.Domain.Tracking;
using Mibsp.Domain.Views;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Access;

/// <summary>A town at work, with everybody who may be recused and a colleague for each of them.</summary>
internal sealed class QuietTown(Town town, TestPortal? portal = null)
{
    private static readonly byte[] _picture = [0xFF, 0xD8, 0xFF, 0xD9];

    /// <summary>Where it lies, unless that is a whole host.</summary>
    public TestPortal Portal => portal ?? throw new InvalidOperationException("This town lies in a host.");

    public Town Town => town;

    /// <summary>All of them, each role twice: the second of a role is never recused here.</summary>
    public List<Member> Staff { get; private init; } = [];

    public List<Filed> Cases { get; private init; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Member First(StaffRole role) => Staff.First(member => member.Actor.Role == role);

    public QuietTown Copy(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? also = null)
    {
        var copy = Portal.Copy(also);
        return new QuietTown(copy.Town, copy) { Staff = Staff, Cases = Cases };
    }

    /// <summary>Ordinary complaints in every state that shows anywhere.</summary>
    public async Task<QuietTown> BuildAsync()
    {
        if (Town.Water == 0)
        {
            await Town.FoundAsync();
        }

        foreach (var role in new[] { StaffRole.Officer, StaffRole.Supervisor, StaffRole.IntegrityOfficer, StaffRole.Commissioner, StaffRole.Administrator, StaffRole.Auditor })
        {
            Staff.Add(await Town.HireAsync(role));
            Staff.Add(await Town.HireAsync(role));
        }

        var officer = First(StaffRole.Officer);
        foreach (var member in Staff.Where(member => member.Actor.Role.WorksOnComplaints()))
        {
            Town.Done(await Town.Get<NoticeChoosing>().SaveAsync(
                new NoticeWishes(BellOn: true, DigestOn: true, $"{member.UserName}@town.example", QuietHours.Usual), member.Actor, Token));
            Town.Done(await Town.Get<ViewKeeping>().SaveAsync("Mine", "?show=mine", member.Actor, Token));
        }

        Town.Done(await Town.Get<TemplateEditing>().SaveAsync(null, new TemplateDraft(Town.Water, "Thanks", "Thank you."), First(StaffRole.Supervisor).Actor, Token));
        Cases.Add(await FileAsync());
        Cases.Add(await FileAsync());
        await Town.TakeAsync(Cases[1], officer);
        Town.Done(await Town.Get<ComplaintHandling>().AskCitizenAsync(await Town.SeenAsync(Cases[1]), "Where?", officer.Actor, Token));
        Town.Done(await Town.Get<ComplaintTracking>().WriteAsync(Cases[1].TrackingId, "Here.", Token));
        Cases.Add(await FileAsync());
        await Town.TakeAsync(Cases[2], officer);
        await Town.ProposeAsync(Cases[2], officer);
        Cases.Add(await FileAsync());
        await Town.TakeAsync(Cases[3], officer);
        Town.Done(await Town.Get<ComplaintRouting>().BlockAsync(await Town.SeenAsync(Cases[3]), Town.Roads, "A road to be opened.", officer.Actor, Token));
        Cases.Add(await Town.FileAsync(A.NewComplaint(Town.Roads, ComplaintKind.BribeDemanded, keepFrom: KeepFrom.DepartmentHead)));
        return this;
    }

    /// <summary>The case that is to be hidden, with a file.</summary>
    public async Task<Filed> FileAsync(NewComplaint? complaint = null)
    {
        var staged = await Town.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Jpeg, _picture, []), Token);
        return await Town.FileAsync((complaint ?? A.NewComplaint(Town.Water, serviceId: Town.Leakage, wardId: 2)) with { Evidence = [staged] });
    }

    public async Task PassAsync(int days)
    {
        Portal.Clock.Advance(TimeSpan.FromDays(days));
        await Town.Get<EscalationSweep>().RunAsync(Token);
    }

    /// <summary>Much happens on the case, done by whoever may, but not by <paramref name="recused"/>. Says how much.</summary>
    public async Task<int> LiveAsync(Filed filed, Member recused)
    {
        var (handling, routing, tracking, together, done) = (
            Town.Get<ComplaintHandling>(), Town.Get<ComplaintRouting>(), Town.Get<ComplaintTracking>(), Town.Get<ClosingTogether>(), 0);
        await BySomebodyAsync((seen, who) => Town.Get<ComplaintAssigning>().AssignAsync(seen, Staff[1].Id, who.Actor, Token));
        await BySomebodyAsync((seen, who) => handling.TakeAsync(seen, who.Actor, Token));
        await BySomebodyAsync((seen, who) => handling.StartReviewAsync(seen, null, who.Actor, Token));
        await BySomebodyAsync((seen, who) => handling.WriteNoteAsync(seen, "A note.", who.Actor, Token));
        await BySomebodyAsync((seen, who) => handling.AskCitizenAsync(seen, "Which?", who.Actor, Token));
        await BySomebodyAsync((_, _) => tracking.WriteAsync(filed.TrackingId, "That one.", Token));
        await BySomebodyAsync((seen, who) => handling.WriteToCitizenAsync(seen, "Thank you.", who.Actor, Token));
        await BySomebodyAsync((seen, who) => routing.BlockAsync(seen, Town.Roads, "Something.", who.Actor, Token));
        await BySomebodyAsync((seen, who) => routing.UnblockAsync(seen, who.Actor, Token));
        await BySomebodyAsync((seen, who) => handling.ProposeClosingAsync(seen, ComplaintOutcome.Resolved, "Done.", who.Actor, Token));
        await BySomebodyAsync((seen, who) => together.ApproveAsync(seen, who.Actor, Token));
        await BySomebodyAsync(async (_, who) => (await Town.Get<GlassBreaking>().OpenAsync(filed.CaseNumber, OpeningPurpose.Handling, "Asked why it takes so long.", who.Actor, Token)).Refusal is { } refusal
            ? refusal
            : Mibsp.Domain.Common.Outcome.Done);
        await BySomebodyAsync((_, _) => tracking.ContestAsync(filed.TrackingId, "It is not.", Token));
        await BySomebodyAsync((seen, who) => handling.StartReviewAsync(seen, null, who.Actor, Token));
        await BySomebodyAsync((seen, who) => routing.TransferAsync(seen, Town.Roads, "Theirs.", who.Actor, Token));
        return done;

        async Task BySomebodyAsync(Func<SeenComplaint, Member, Task<Mibsp.Domain.Common.Outcome>> act)
        {
            foreach (var who in Staff.Where(member => member.Id != recused.Id))
            {
                if ((await act(await Town.SeenAsync(filed), who)).Succeeded)
                {
                    done++;
                    return;
                }
            }
        }
    }

    public async Task EraseAsync(Filed filed) => Town.Done(await Town.Get<ComplaintErasure>().EraseAsync(filed.TrackingId, Token));

    /// <summary>The files of the case, here or as they are in the other world.</summary>
    public async Task<IReadOnlyList<Guid>> FilesAsync(Filed filed)
    {
        await using var db = await Town.ContextAsync();
        return await db.EvidenceFiles.Where(e => e.ComplaintId == filed.Id).Select(e => e.Id).ToListAsync(Token);
    }
}

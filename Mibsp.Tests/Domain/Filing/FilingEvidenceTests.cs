using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Common;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Filing;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;
using Mibsp.Tests.Support.Waiting;

namespace Mibsp.Tests.Domain.Filing;

/// <summary>Files move into the complaint whole or not at all, and nothing that belongs to nobody stays behind.</summary>
public sealed class FilingEvidenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Files_are_kept_under_new_names_and_the_staged_copies_are_gone(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var staged = await StageAsync(portal, 3);

        Assert.Null((await FileAsync(portal, A.NewComplaint(town.Water) with { Evidence = staged })).Refusal);

        await using var db = await town.ContextAsync();
        var files = await db.EvidenceFiles.AsNoTracking().OrderBy(f => f.Number).ToListAsync(Token);
        Assert.Equal([2, 3, 4], files.Select(f => f.Number));
        Assert.Equal((0, 3), Lying(portal));
        Assert.Empty(files.Select(f => f.StoredName).Intersect(staged.Select(s => s.Name)));
        for (var i = 0; i < files.Count; i++)
        {
            Assert.Equal(Bytes(i), await portal.BytesAsync(files[i]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_staged_file_that_was_swept_is_said_and_nothing_is_saved(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var staged = await StageAsync(portal, 2);
        portal.Get<EvidenceStore>().DeleteStaged(staged[1].Name);

        var outcome = await FileAsync(portal, A.NewComplaint(town.Water) with { Evidence = staged });

        Assert.Equal(Refusal.EvidenceGone, outcome.Refusal);
        await using var db = await town.ContextAsync();
        Assert.False(await db.Complaints.AnyAsync(Token) || await db.EvidenceFiles.AnyAsync(Token));
        Assert.Equal((1, 0), Lying(portal));
    }

    [Fact]
    public async Task A_refused_complaint_keeps_its_staged_files_for_the_next_try()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var staged = await StageAsync(portal, ComplaintFiling.FilesMax + 1);

        Assert.Equal(Refusal.TooManyFiles, (await FileAsync(portal, A.NewComplaint(town.Water) with { Evidence = staged })).Refusal);

        Assert.Equal((6, 0), Lying(portal));
    }

    [Theory, OnEveryDatabase]
    public async Task A_double_click_with_files_is_one_complaint_with_its_files(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var complaint = A.NewComplaint(town.Water) with { Evidence = await StageAsync(portal, 2) };
        var id = TrackingId.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => portal.Get<ComplaintFiling>().FileAsync(complaint, id, Token), Token)));

        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        Assert.True(outcomes[0].Succeeded, $"{outcomes[0]}");
        Assert.Equal((0, 2), Lying(portal));
        await using var db = await town.ContextAsync();
        foreach (var file in await db.EvidenceFiles.AsNoTracking().ToListAsync(Token))
        {
            Assert.NotEmpty(await portal.BytesAsync(file));
        }
    }

    [Fact]
    public async Task Giving_up_half_way_leaves_no_file_behind()
    {
        using var giveUp = new CancellationTokenSource();
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var staged = await StageAsync(portal, 1);
        await using var blocker = await town.ContextAsync();
        await using var transaction = await blocker.Database.BeginTransactionAsync(Token);
        await blocker.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Locks, h => h.Locks + 1), Token);
        var filing = Task.Run(() => portal.Get<ComplaintFiling>().FileAsync(A.NewComplaint(town.Water) with { Evidence = staged }, TrackingId.New(), giveUp.Token), Token);
        await Eventually.HoldsAsync(() => Lying(portal).Kept == 1);

        await giveUp.CancelAsync();
        await transaction.RollbackAsync(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filing);
        Assert.Equal((1, 0), Lying(portal));
    }

    private static byte[] Bytes(int number) => [.. Enumerable.Repeat((byte)number, 100 + number)];

    private static async Task<List<StagedEvidence>> StageAsync(TestPortal portal, int count)
    {
        var staged = new List<StagedEvidence>();
        for (var i = 0; i < count; i++)
        {
            staged.Add(await portal.Get<EvidenceStore>().StageAsync(new AcceptedEvidence(EvidenceType.Png, Bytes(i), []), Token));
        }

        return staged;
    }

    private static Task<FilingOutcome> FileAsync(TestPortal portal, NewComplaint complaint)
        => portal.Get<ComplaintFiling>().FileAsync(complaint, TrackingId.New(), Token);

    private static (int Staged, int Kept) Lying(TestPortal portal)
        => (Directory.GetFiles(Path.Combine(portal.Folder, "evidence", "staging")).Length, Directory.GetFiles(Path.Combine(portal.Folder, "evidence", "kept")).Length);
}

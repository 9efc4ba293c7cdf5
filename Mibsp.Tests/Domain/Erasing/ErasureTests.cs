using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Audit;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Common;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Erasing;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Domain.Erasing;

/// <summary>What is erased cannot be read again, not even with the key ring; what is counted and recorded stays.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task An_open_complaint_is_withdrawn_and_all_that_was_written_is_gone(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var filed = await new MarkedLife(portal).LiveAsync();

        Town.Done(await EraseAsync(portal, filed));

        await using var db = await town.ContextAsync();
        var complaint = await db.Complaints.AsNoTracking().Include(c => c.History).SingleAsync(Token);
        Assert.Equal((ComplaintStatus.Closed, ComplaintOutcome.Withdrawn), (complaint.Status, complaint.Outcome));
        Assert.Equal((complaint.FiledOn, complaint.FiledOn), (complaint.ClosedOn, complaint.ErasedOn));
        Assert.All(complaint.History, line => Assert.Null(line.SealedNote));
        Assert.Equal(9, complaint.History.Count);
        Assert.False(await db.ComplaintKeys.AnyAsync(Token) || await db.ComplaintContents.AnyAsync(Token) || await db.Messages.AnyAsync(Token)
            || await db.Notes.AnyAsync(Token) || await db.EvidenceFiles.AnyAsync(Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(portal.Folder, "evidence", "kept")));
        await Chronicle.HoldsAsync(portal);
        Assert.Equal([AuditAct.ComplaintWithdrawn, AuditAct.ComplaintErased],
            await db.AuditEntries.OrderByDescending(e => e.Sequence).Take(2).OrderBy(e => e.Sequence).Select(e => e.Act).ToListAsync(Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Both_sides_still_see_that_there_was_a_complaint_and_that_it_was_erased(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var head = await town.HireAsync(StaffRole.Supervisor);
        var filed = await new MarkedLife(portal).LiveAsync();

        Town.Done(await EraseAsync(portal, filed));

        var tracked = (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!;
        var seen = (await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, head.Actor, Token))!;
        Assert.Equal((tracked.FiledOn, tracked.FiledOn), (tracked.ErasedOn, seen.ErasedOn));
        Assert.Empty(tracked.Messages);
        Assert.Empty(tracked.Files);
        Assert.All(tracked.History, step => Assert.Null(step.Note));
        Assert.Null(seen.Story);
        Assert.Empty(seen.Files);
        Assert.All(seen.Timeline, line => Assert.Null(line.Text));
        Assert.Equal(Refusal.Erased, (await portal.Get<ComplaintTracking>().WriteAsync(filed.TrackingId, "More.", Token)).Refusal);
        Assert.Equal(Refusal.Erased, (await portal.Get<ComplaintHandling>().WriteNoteAsync(await town.SeenAsync(filed), "More.", head.Actor, Token)).Refusal);
    }

    [Fact]
    public async Task On_SQLite_neither_the_wrapped_key_nor_a_sealed_byte_is_left_in_any_file()
    {
        using var portal = new TestPortal();
        await portal.Town.FoundAsync();
        var filed = await new MarkedLife(portal).LiveAsync();
        for (var i = 0; i < 5; i++)
        {
            await portal.Town.FileAsync();
        }

        var sealed_ = await SealedAsync(portal, filed.Id);
        var before = await StoredBytes.TakeAsync(portal);
        Assert.All(sealed_, each => Assert.True(before.Values.Any(file => StoredBytes.Holds(file, each.Bytes)), each.What));

        Town.Done(await EraseAsync(portal, filed));

        var after = await StoredBytes.TakeAsync(portal);
        Assert.Contains("mibsp.db", after.Keys);
        Assert.Empty(from each in sealed_ from file in after where HoldsPart(file.Value, each.Bytes) select $"{each.What} in {file.Key}");
    }

    [Fact]
    public async Task On_SQLite_nothing_is_left_of_hundreds_either_whose_pages_were_split_meanwhile()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var filed = new List<Filed>();
        for (var i = 0; i < 150; i++)
        {
            filed.Add(await town.FileAsync());
        }

        var wrapped = new List<(string What, byte[] Bytes)>();
        foreach (var each in filed.Take(100))
        {
            wrapped.AddRange(await SealedAsync(portal, each.Id));
            Town.Done(await EraseAsync(portal, each));
        }

        var left = await LeftAsync(portal, wrapped);
        TestContext.Current.TestOutputHelper!.WriteLine($"Left before the job's clearing: {left.Count} of {wrapped.Count}");
        await portal.Get<ComplaintRetention>().EraseDueAsync(ComplaintRetention.DefaultDays, Token);

        Assert.Empty(await LeftAsync(portal, wrapped));
        Assert.All(filed.Skip(100), each => Assert.NotEqual(Guid.Empty, each.Id));
        Assert.Equal(A.Description, await StoryAsync(portal, filed[^1].Id));
        await Chronicle.HoldsAsync(portal);
    }

    [Theory, OnEveryDatabase]
    public async Task Erasing_twice_is_once_and_what_is_not_there_is_not_found(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var filed = await (await portal.Town.FoundAsync()).FileAsync();
        Town.Done(await EraseAsync(portal, filed));
        Town.Done(await EraseAsync(portal, filed));

        Assert.Equal(Refusal.NotFound, (await portal.Get<ComplaintErasure>().EraseAsync(TrackingId.New(), Token)).Refusal);
        await using var db = await portal.Town.ContextAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Act == AuditAct.ComplaintErased, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Erasing_one_leaves_the_others_readable(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        var town = await portal.Town.FoundAsync();
        var (one, other) = (await town.FileAsync(), await town.FileAsync());

        Town.Done(await EraseAsync(portal, one));

        Assert.Equal(A.Description, await StoryAsync(portal, other.Id));
        Assert.Null((await portal.Get<TrackingQueries>().FindAsync(other.TrackingId, Token))!.ErasedOn);
    }

    [Fact]
    public async Task An_erasure_that_cannot_be_saved_erases_nothing()
    {
        using var portal = new TestPortal();
        var town = await portal.Town.FoundAsync();
        var filed = await new MarkedLife(portal).LiveAsync();
        await using var db = await town.ContextAsync();
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER \"Refuse\" BEFORE INSERT ON \"AuditEntries\" BEGIN SELECT RAISE(ABORT, 'No.'); END;", Token);

        await Assert.ThrowsAsync<DbUpdateException>(() => EraseAsync(portal, filed));

        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Refuse\"", Token);
        Assert.StartsWith("Wintergreenstory", await StoryAsync(portal, filed.Id), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "evidence", "kept")));
        Assert.Equal(5, await db.Messages.CountAsync(Token) + await db.Notes.CountAsync(Token));
        await Chronicle.HoldsAsync(portal);
    }

    [Fact]
    public async Task An_old_copy_of_a_row_does_not_open_with_the_key_of_another_complaint()
    {
        using var portal = new TestPortal();
        var (one, other) = (await (await portal.Town.FoundAsync()).FileAsync(), await portal.Town.FileAsync());
        await using var db = await portal.Town.ContextAsync();
        var content = await db.ComplaintContents.AsNoTracking().SingleAsync(c => c.ComplaintId == one.Id, Token);
        Town.Done(await EraseAsync(portal, one));
        using var cipher = await portal.CipherAsync(other.Id);

        Assert.Throws<SealBrokenException>(() => content.Read(cipher));
    }

    private static Task<Outcome> EraseAsync(TestPortal portal, Filed filed) => portal.Get<ComplaintErasure>().EraseAsync(filed.TrackingId, Token);

    private static async Task<string> StoryAsync(TestPortal portal, Guid id)
    {
        await using var db = await portal.Town.ContextAsync();
        return (await portal.StoryAsync(await db.ComplaintContents.AsNoTracking().SingleAsync(c => c.ComplaintId == id, Token))).Description;
    }

    private static async Task<List<(string What, byte[] Bytes)>> SealedAsync(TestPortal portal, Guid id)
    {
        await using var db = await portal.Town.ContextAsync();
        var all = new List<(string, byte[])> { ("key", await db.ComplaintKeys.Where(k => k.ComplaintId == id).Select(k => k.Wrapped).SingleAsync(Token)) };
        all.AddRange((await db.ComplaintContents.Where(c => c.ComplaintId == id).Select(c => c.Sealed).ToListAsync(Token)).Select(b => ("story", b)));
        all.AddRange((await db.Messages.Where(m => m.ComplaintId == id).Select(m => m.Sealed).ToListAsync(Token)).Select(b => ("message", b)));
        all.AddRange((await db.Notes.Where(n => n.ComplaintId == id).Select(n => n.Sealed).ToListAsync(Token)).Select(b => ("note", b)));
        all.AddRange((await db.EvidenceFiles.Where(e => e.ComplaintId == id).Select(e => e.SealedKey).ToListAsync(Token)).Select(b => ("file key", b)));
        all.AddRange((await db.StatusChanges.Where(h => EF.Property<Guid>(h, "ComplaintId") == id && h.SealedNote != null)
            .Select(h => h.SealedNote!).ToListAsync(Token)).Select(b => ("public note", b)));
        return all;
    }

    private static async Task<List<string>> LeftAsync(TestPortal portal, List<(string What, byte[] Bytes)> sealed_)
    {
        var taken = await StoredBytes.TakeAsync(portal);
        return [.. from each in sealed_ from file in taken where HoldsPart(file.Value, each.Bytes) select $"{each.What} in {file.Key}"];
    }

    // A third of it is enough to be noticed: what is overwritten in part is still there in part.
    private static bool HoldsPart(byte[] file, byte[] what)
    {
        var third = what.Length / 3;
        return Enumerable.Range(0, 3).Any(i => StoredBytes.Holds(file, what.AsSpan(i * third, third)));
    }

}

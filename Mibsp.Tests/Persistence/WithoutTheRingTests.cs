using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Mibsp.Domain.Casework;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Officers;
using Mibsp.Domain.Persistence;
using Mibsp.Domain.Tracking;
using Mibsp.Tests.Support;
using Mibsp.Tests.Support.Secrets;

namespace Mibsp.Tests.Persistence;

/// <summary>Who has the database and the upload folder, but not the key ring, reads no word of any complaint.</summary>
public sealed class WithoutTheRingTests
{
    // A text or bytes that a table of complaints keeps as they are: what it is, and why it says nothing. Add nothing here lightly:
    // what people write is sealed with ComplaintCipher.
    private static readonly Dictionary<string, string> _harmless = new()
    {
        ["Complaint.CaseNumber"] = "a number",
        ["Complaint.TrackingHash"] = "keyed hash",
        ["Complaint.Kind"] = "code, needed for lists",
        ["Complaint.Status"] = "code, needed for lists",
        ["Complaint.Outcome"] = "code, needed for lists",
        ["Complaint.KeepFrom"] = "code, needed for lists",
        ["StatusChange.From"] = "code",
        ["StatusChange.To"] = "code",
        ["StatusChange.By"] = "code",
        ["Message.By"] = "code",
        ["EvidenceFile.By"] = "code",
        ["EvidenceFile.Type"] = "code",
        ["EvidenceFile.Scan"] = "code",
        ["CaseReading.Role"] = "code",
        ["Notice.Kind"] = "code",
        ["StatedOpening.Purpose"] = "code",
        ["StatedOpening.SealedReason"] = "sealed",
        ["CaseSpan.State"] = "code",
        ["LadderStep.Mark"] = "code",
        ["Recusal.By"] = "code",
        ["Complaint.Rung"] = "code",
        ["Complaint.PendingOutcome"] = "code",
        ["Complaint.SealedPendingNote"] = "sealed",
        ["Complaint.SealedBlockedNote"] = "sealed",
        ["EvidenceFile.StoredName"] = "random",
        ["ComplaintKey.KekId"] = "a key's id",
        ["ComplaintKey.Wrapped"] = "wrapped key",
        ["ComplaintContent.Sealed"] = "sealed",
        ["Message.Sealed"] = "sealed",
        ["Note.Sealed"] = "sealed",
        ["StatusChange.SealedNote"] = "sealed",
        ["EvidenceFile.SealedKey"] = "sealed",
        ["AuditDetail.Salt"] = "random",
        ["AuditDetail.Json"] = "codes and ids, tested below",
    };

    private static readonly HashSet<string> _factsInTheRecord = ["kind", "department", "deadline", "status", "outcome", "officer", "mark", "round", "due", "accountable", "from", "to", "by", "way", "leading", "user", "proposed by", "waits for", "purpose"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task No_word_of_a_complaint_stands_in_the_database_or_the_upload_folder(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        await new MarkedLife(portal).LiveAsync();

        var taken = await StoredBytes.TakeAsync(portal);

        // What is not secret is found, so that finding nothing says something.
        Assert.NotEmpty(StoredBytes.Where(taken, "Pipeline Leakage"));
        Assert.Contains(taken, file => file.Key.Contains("kept", StringComparison.Ordinal));
        Assert.Empty(MarkedLife.Words.SelectMany(word => StoredBytes.Where(taken, word)));
        Assert.Empty(StoredBytes.Where(taken, "271828182"));
    }

    [Theory, OnEveryDatabase]
    public async Task With_the_ring_every_word_is_there(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var filed = await new MarkedLife(portal).LiveAsync();
        var head = await portal.Town.HireAsync(StaffRole.Supervisor);

        var view = (await portal.Get<CaseQueries>().FindAsync(filed.CaseNumber, head.Actor, Token))!;
        var file = await portal.Get<CaseQueries>().OpenEvidenceAsync(view.Files.Single().Id, head.Actor, Token);
        var tracked = (await portal.Get<TrackingQueries>().FindAsync(filed.TrackingId, Token))!;

        var all = string.Join(' ', view.Timeline.Select(line => line.Text)) + view.Story + System.Text.Encoding.UTF8.GetString(file!.Bytes);
        Assert.All(MarkedLife.Words, word => Assert.Contains(word, all, StringComparison.Ordinal));
        var citizens = string.Join(' ', tracked.Messages.Select(m => m.Text).Concat(tracked.History.Select(h => h.Note)));
        Assert.All(
            ["Harborquestion", "Meadowanswer", "Copperreminder", "Velvetpublicnote", "Marbleproposal", "Thundercontest"],
            word => Assert.Contains(word, citizens, StringComparison.Ordinal));
        Assert.DoesNotContain("Saffroninternalnote", citizens, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_text_that_hangs_on_a_complaint_is_sealed_or_known_to_say_nothing()
    {
        using var portal = new TestPortal();
        await using var db = await portal.Town.ContextAsync();
        var kept = db.Model.GetEntityTypes().Where(HangsOnComplaint).SelectMany(type => type.GetProperties())
            .Where(IsTextOrBytes).Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}").ToList();

        Assert.Empty(kept.Except(_harmless.Keys));
        Assert.Empty(_harmless.Keys.Except(kept));
    }

    [Theory, OnEveryDatabase]
    public async Task The_record_holds_codes_and_ids_of_a_complaint_and_nothing_else(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var filed = await new MarkedLife(portal).LiveAsync();
        await using var db = await portal.Town.ContextAsync();

        var details = await db.AuditDetails.Where(d => d.ComplaintId == filed.Id).Select(d => d.Json).ToListAsync(Token);

        Assert.True(details.Count > 8);
        Assert.All(details.SelectMany(json => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json)!), fact =>
        {
            Assert.Contains(fact.Key, _factsInTheRecord);
            Assert.True(fact.Value.Length <= 32, fact.Value);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_moved_to_another_row_opens_nothing(DatabaseProvider provider)
    {
        using var portal = new TestPortal(provider);
        await portal.Town.FoundAsync();
        var (one, other) = (await portal.Town.FileAsync(), await portal.Town.FileAsync());
        await using var db = await portal.Town.ContextAsync();
        var stolen = await db.ComplaintContents.Where(c => c.ComplaintId == one.Id).Select(c => c.Sealed).SingleAsync(Token);
        await db.ComplaintContents.Where(c => c.ComplaintId == other.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Sealed, stolen), Token);
        var head = await portal.Town.HireAsync(StaffRole.Supervisor);

        await Assert.ThrowsAsync<Mibsp.Domain.Cryptography.SealBrokenException>(
            () => portal.Get<CaseQueries>().FindAsync(other.CaseNumber, head.Actor, Token));
        Assert.NotNull((await portal.Get<CaseQueries>().FindAsync(one.CaseNumber, head.Actor, Token))!.Story);
    }

    private static bool HangsOnComplaint(IEntityType type)
        => type.ClrType == typeof(Complaint) || type.FindProperty("ComplaintId") is not null;

    // Enums are texts in the database. What a text or bytes are converted from counts as well.
    private static bool IsTextOrBytes(IProperty property)
        => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type
            && (type == typeof(string) || type == typeof(byte[]) || type.IsEnum || !(type.IsPrimitive || type == typeof(Guid) || type == typeof(DateOnly)));
}

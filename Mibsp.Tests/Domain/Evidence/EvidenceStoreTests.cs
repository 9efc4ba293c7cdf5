using Mibsp.Domain.Evidence;

namespace Mibsp.Tests.Domain.Evidence;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-test-").FullName;
    private readonly SetClock _clock = new() { Now = new DateTimeOffset(2026, 5, 4, 13, 37, 42, TimeSpan.Zero) };
    private readonly EvidenceStore _store;
    private readonly AcceptedEvidence _evidence = new(EvidenceType.Jpeg, [.. "the content of a picture"u8], [FoundMetadata.Camera]);

    public EvidenceStoreTests() => _store = new EvidenceStore(_folder, _clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_staged_is_read_with_its_key()
    {
        StagedEvidence staged = await _store.StageAsync(_evidence, Ct);
        Assert.Equal((EvidenceType.Jpeg, 24L), (staged.Type, staged.Size));
        Assert.Equal([FoundMetadata.Camera], staged.Found);
        Assert.Equal(_evidence.Bytes, await _store.ReadStagedAsync(staged.Name, staged.Key, Ct));
    }

    [Fact]
    public async Task What_is_kept_has_a_new_name_and_key_and_the_staged_file_waits_for_the_commit()
    {
        StagedEvidence staged = await _store.StageAsync(_evidence, Ct);
        KeptEvidence kept = await _store.KeepAsync(staged, Ct);
        Assert.NotEqual(staged.Name, kept.Name);
        Assert.NotEqual(staged.Key, kept.Key);
        Assert.Equal(_evidence.Bytes, await _store.OpenAsync(kept.Name, kept.Key, Ct));
        Assert.True(_store.DeleteStaged(staged.Name));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(staged.Name, staged.Key, Ct));
        Assert.True(_store.DeleteKept(kept.Name));
        Assert.False(_store.DeleteKept(kept.Name));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.OpenAsync(kept.Name, kept.Key, Ct));
    }

    [Fact]
    public async Task On_disk_there_is_nothing_to_read_and_nothing_to_tell_when()
    {
        StagedEvidence staged = await _store.StageAsync(_evidence, Ct);
        await _store.KeepAsync(staged, Ct);
        string[] files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.Equal(2, files.Length);
        var midnight = new DateTime(2026, 5, 4, 0, 0, 0, DateTimeKind.Utc);
        Assert.All(files, path =>
        {
            Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(path));
            Assert.False(Samples.Contains(File.ReadAllBytes(path), "picture"));
            Assert.Equal(path.Contains("kept", StringComparison.Ordinal) ? DateTime.UnixEpoch : midnight, File.GetLastWriteTimeUtc(path));
        });
        Assert.All(Directory.GetDirectories(_folder), path => Assert.Equal(DateTime.UnixEpoch, Directory.GetLastWriteTimeUtc(path)));
    }

    [Fact]
    public async Task Only_the_owner_may_read_files_and_folders()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions");
            return;
        }

        StagedEvidence staged = await _store.StageAsync(_evidence, Ct);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(_folder, "staging", staged.Name)));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder, "staging")));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder, "kept")));
    }

    [Fact]
    public async Task A_changed_or_shortened_file_is_unreadable_and_never_rubbish()
    {
        StagedEvidence staged = await _store.StageAsync(_evidence, Ct);
        string path = Path.Combine(_folder, "staging", staged.Name);
        byte[] whole = await File.ReadAllBytesAsync(path, Ct);
        foreach (int place in (int[])[0, 5, 20, whole.Length - 1])
        {
            byte[] changed = [.. whole];
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(path, changed, Ct);
            await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(staged.Name, staged.Key, Ct));
        }

        await File.WriteAllBytesAsync(path, [], Ct);
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(staged.Name, staged.Key, Ct));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.KeepAsync(staged, Ct));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "kept")));
    }

    [Fact]
    public async Task A_wrong_key_another_files_name_and_another_area_are_unreadable()
    {
        StagedEvidence one = await _store.StageAsync(_evidence, Ct);
        StagedEvidence other = await _store.StageAsync(_evidence, Ct);
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(one.Name, other.Key, Ct));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(one.Name, [], Ct));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.OpenAsync(one.Name, one.Key, Ct));

        string staging = Path.Combine(_folder, "staging");
        File.Copy(Path.Combine(staging, one.Name), Path.Combine(staging, other.Name), overwrite: true);
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(other.Name, one.Key, Ct));
        File.Copy(Path.Combine(staging, one.Name), Path.Combine(_folder, "kept", one.Name));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.OpenAsync(one.Name, one.Key, Ct));
    }

    // The victims lie in the test's own folder: when the check breaks, this test deletes what it names, and it may run as root.
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../victim")]
    [InlineData("{folder}/victim")]
    [InlineData("0123456789abcdef/../../../victim")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef.part")]
    [InlineData("../staging/0123456789abcdef01234")]
    [InlineData("0123456789abcdef0123456789abcde\n")]
    public async Task A_name_that_is_none_of_ours_leads_nowhere(string pattern)
    {
        string name = pattern.Replace("{folder}", _folder, StringComparison.Ordinal);
        string[] victims = [Path.Combine(_folder, "victim"), Path.Combine(_folder, "kept", "0123456789ABCDEF0123456789ABCDEF")];
        Array.ForEach(victims, path => File.WriteAllText(path, "not ours"));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.OpenAsync(name, new byte[32], Ct));
        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(name, new byte[32], Ct));
        Assert.False(_store.DeleteKept(name));
        Assert.False(_store.DeleteStaged(name));
        Assert.All(victims, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public async Task The_sweep_takes_only_what_was_given_up()
    {
        StagedEvidence old = await _store.StageAsync(_evidence, Ct);
        KeptEvidence kept = await _store.KeepAsync(old, Ct);
        string half = Path.Combine(_folder, "kept", new string('a', 32) + ".part");
        await File.WriteAllBytesAsync(half, [1], Ct);
        File.SetLastWriteTimeUtc(half, _clock.Now.UtcDateTime);
        string foreign = Path.Combine(_folder, "staging", "README");
        await File.WriteAllTextAsync(foreign, "not ours", Ct);
        File.SetLastWriteTimeUtc(foreign, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        _clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(0, _store.SweepStaged(TimeSpan.FromDays(2)));
        StagedEvidence young = await _store.StageAsync(_evidence, Ct);
        _clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(2, _store.SweepStaged(TimeSpan.FromDays(2)));

        await Assert.ThrowsAsync<EvidenceUnreadableException>(() => _store.ReadStagedAsync(old.Name, old.Key, Ct));
        Assert.NotEmpty(await _store.ReadStagedAsync(young.Name, young.Key, Ct));
        Assert.NotEmpty(await _store.OpenAsync(kept.Name, kept.Key, Ct));
        Assert.False(File.Exists(half));
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public async Task More_than_the_largest_is_not_stored_at_all()
    {
        var huge = new AcceptedEvidence(EvidenceType.Pdf, new byte[EvidenceStore.MaxBytes + 1], []);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.StageAsync(huge, Ct));
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private sealed class SetClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Persistence;
using Mibsp.Tests.Support;

namespace Mibsp.Tests.Domain.Keys;

/// <summary>A key ring that does not fit the database is told at start, in one sentence, and nothing is ever made anew beside data that needs the old.</summary>
public sealed class KeyRingCheckingTests : IDisposable
{
    private readonly TestPortal _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ring => Path.Combine(_portal.Folder, "keys", "ring");

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_ring_that_fits_is_accepted_and_left_as_it_is()
    {
        await FileUnderTwoKeysAsync();
        var before = Files();

        await CheckAsync();

        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Where_nothing_is_wrapped_yet_the_first_key_is_made()
    {
        Directory.Delete(Ring, recursive: true);

        await CheckAsync();
        await CheckAsync();

        Assert.Single(Files());
    }

    [Fact]
    public async Task A_missing_ring_stops_the_start_and_names_every_key_to_restore()
    {
        var (first, second) = await FileUnderTwoKeysAsync();
        Directory.Delete(Ring, recursive: true);

        var fault = await Assert.ThrowsAsync<KeyRingException>(CheckAsync);

        Assert.Equal(
            $"The key ring {Ring} lacks the key {first} and the key {second}, without which the complaints in this database cannot be read. "
            + $"Restore {first}.key and {second}.key from the backup of the keys to that folder and start again.", fault.Message);
        Assert.False(Directory.Exists(Ring));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task One_of_two_keys_missing_stops_the_start_and_is_named(int which)
    {
        var keys = await FileUnderTwoKeysAsync();
        var (missing, there) = which == 0 ? (keys.First, keys.Second) : (keys.Second, keys.First);
        File.Delete(Path.Combine(Ring, missing + ".key"));

        var fault = await Assert.ThrowsAsync<KeyRingException>(CheckAsync);

        Assert.Contains($"lacks the key {missing},", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(there, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_bytes_and_damage_stop_the_start()
    {
        var (first, _) = await FileUnderTwoKeysAsync();
        var file = Path.Combine(Ring, first + ".key");
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]), Token);
        Assert.Contains(file, (await Assert.ThrowsAsync<KeyRingException>(CheckAsync)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "damaged", Token);
        Assert.Contains($"The key file {file} is damaged", (await Assert.ThrowsAsync<KeyFileException>(CheckAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrapped_key_that_was_changed_stops_the_start()
    {
        var (first, _) = await FileUnderTwoKeysAsync();
        await using var db = await _portal.Town.ContextAsync();
        await db.ComplaintKeys.Where(k => k.KekId == first).ExecuteUpdateAsync(s => s.SetProperty(k => k.Wrapped, new byte[KeyRing.WrappedLength]), Token);

        var fault = await Assert.ThrowsAsync<KeyRingException>(CheckAsync);

        Assert.Contains($"cannot be opened with the key {first}", fault.Message, StringComparison.Ordinal);
    }

    // As a start does: with a ring that has read nothing yet.
    private Task CheckAsync() => new KeyRingChecking(_portal.Get<IDbContextFactory<MibspDbContext>>(), new KeyRing(Ring)).CheckAsync(Token);

    private string[] Files() => [.. Directory.GetFiles(Ring, "*.key").Order()];

    private async Task<(string First, string Second)> FileUnderTwoKeysAsync()
    {
        var town = await _portal.Town.FoundAsync();
        var first = _portal.Get<KeyRing>().CurrentId;
        await town.FileAsync();
        var second = _portal.Get<KeyRing>().MakeNext();
        await town.FileAsync();
        return (first, second);
    }
}

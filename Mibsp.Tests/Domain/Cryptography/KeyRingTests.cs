using Mibsp.Domain.Cryptography;

namespace Mibsp.Tests.Domain.Cryptography;

public sealed class KeyRingTests : IDisposable
{
    private static readonly Guid _complaint = Guid.Parse("0f1e2d3c-4b5a-4968-8776-a5b4c3d2e1f0");
    private readonly string _root = Directory.CreateTempSubdirectory("mibsp-test-").FullName;

    private string Folder => Path.Combine(_root, "keys", "ring");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Agrees_with_another_implementation()
    {
        // Python's cryptography and hmac: key 20..3f, its id from HMAC-SHA256 over b"mibsp/ring/v1", complaint key 00..1f, nonce 00..0b.
        const string Id = "0001-ab1e504bf89bec61";
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, Id + ".key"), "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n");
        var ring = new KeyRing(Folder);
        var wrapped = Convert.FromHexString("01000102030405060708090A0B5C535FA44E30EDEBB4F0C3CD2A7E50330361FB777E04B0063C14C9A1A79CD587D6C936E50331867A304DF0AC684CDE6E");

        using var cipher = ring.Unwrap(Id, wrapped, _complaint);

        Assert.Equal(Enumerable.Range(0, 32).Select(value => (byte)value), cipher.Key.ToArray());
        Assert.Equal(KeyRing.WrappedLength, wrapped.Length);
        Assert.Equal(Id, ring.CurrentId);
    }

    [Fact]
    public void The_first_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var ring = new KeyRing(Folder);
        ring.MakeFirst();
        ring.MakeFirst();
        new KeyRing(Folder).MakeFirst();

        var file = Assert.Single(Directory.GetFiles(Folder, "*.key"));
        Assert.Equal(ring.CurrentId + ".key", Path.GetFileName(file));
        Assert.Equal(45, File.ReadAllText(file).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        }
    }

    [Fact]
    public void The_newest_wraps_and_all_unwrap_also_those_made_by_another_process_meanwhile()
    {
        var (ring, elsewhere) = (new KeyRing(Folder), new KeyRing(Folder));
        ring.MakeFirst();
        using var cipher = ComplaintCipher.New(_complaint);
        var first = ring.Wrap(cipher);
        var secondId = elsewhere.MakeNext();
        var second = elsewhere.Wrap(cipher);

        Assert.Equal(secondId, second.KeyId);
        Assert.Equal(secondId, ring.Wrap(cipher).KeyId);
        Assert.Equal([first.KeyId, secondId], ring.Ids);
        Assert.StartsWith("0002-", secondId, StringComparison.Ordinal);
        foreach (var (id, wrapped) in new[] { first, second })
        {
            using var opened = ring.Unwrap(id, wrapped, _complaint);
            Assert.Equal(cipher.Key.ToArray(), opened.Key.ToArray());
        }
    }

    [Fact]
    public void A_wrapped_key_opens_for_its_complaint_and_under_its_key_only()
    {
        var ring = new KeyRing(Folder);
        ring.MakeFirst();
        using var cipher = ComplaintCipher.New(_complaint);
        var (id, wrapped) = ring.Wrap(cipher);
        var other = ring.MakeNext();

        Assert.Throws<KeyRingException>(() => ring.Unwrap(id, wrapped, Guid.Empty));
        Assert.Throws<KeyRingException>(() => ring.Unwrap(other, wrapped, _complaint));
        Assert.Throws<KeyRingException>(() => ring.Unwrap(id, wrapped.AsSpan(1), _complaint));
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            byte[] changed = [.. wrapped];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<KeyRingException>(() => ring.Unwrap(id, changed, _complaint));
        }
    }

    [Fact]
    public void Many_that_start_at_once_make_one_first_key()
    {
        Parallel.For(0, 32, _ => new KeyRing(Folder).MakeFirst());

        Assert.Single(Directory.GetFiles(Folder, "*.key"));
        Assert.Empty(Directory.GetFiles(Folder, "*.new"));
    }

    [Fact]
    public void Only_an_old_key_can_be_destroyed()
    {
        var ring = new KeyRing(Folder);
        ring.MakeFirst();
        var first = ring.CurrentId;
        Assert.Throws<ArgumentException>(() => ring.Destroy(first));
        Assert.Throws<ArgumentException>(() => ring.Destroy("../../secret"));
        var second = ring.MakeNext();

        ring.Destroy(first);

        Assert.Equal([second], ring.Ids);
        Assert.Single(Directory.GetFiles(Folder, "*.key"));
    }

    [Fact]
    public void A_file_with_another_key_than_its_name_says_is_refused_and_so_is_a_damaged_one()
    {
        new KeyRing(Folder).MakeFirst();
        var file = Directory.GetFiles(Folder, "*.key").Single();
        File.WriteAllText(file, Convert.ToBase64String(new byte[32]));
        Assert.Contains($"The key file {file} holds another key than its name says", Assert.Throws<KeyRingException>(() => new KeyRing(Folder).CurrentId).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "AAAA");
        Assert.Contains(file, Assert.Throws<KeyFileException>(() => new KeyRing(Folder).CurrentId).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var ring = new KeyRing(Folder);
        Assert.Contains(Folder, Assert.Throws<KeyRingException>(() => ring.CurrentId).Message, StringComparison.Ordinal);
        var missing = Assert.Throws<KeyRingException>(() => ring.Unwrap("0007-0123456789abcdef", new byte[61], _complaint));
        Assert.Contains("lacks the key 0007-0123456789abcdef", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Restore 0007-0123456789abcdef.key", missing.Message, StringComparison.Ordinal);
    }
}

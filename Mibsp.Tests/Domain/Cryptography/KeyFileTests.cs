using Mibsp.Domain.Cryptography;

namespace Mibsp.Tests.Domain.Cryptography;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mibsp-test-").FullName;

    private string Folder => Path.Combine(_root, "keys");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Is_made_once_and_then_read()
    {
        byte[] first = KeyFile.LoadOrCreate(Folder, "tracking");
        Assert.Equal(32, first.Length);
        Assert.Equal(first, KeyFile.LoadOrCreate(Folder, "tracking"));
        Assert.NotEqual(first, KeyFile.LoadOrCreate(Folder, "other"));
        Assert.Equal(["other.key", "tracking.key"], Directory.GetFiles(Folder, "*.key").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions");
            return;
        }

        KeyFile.LoadOrCreate(Folder, "tracking");
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file, File.GetUnixFileMode(Path.Combine(Folder, "tracking.key")));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void Many_that_start_at_once_get_the_same_one()
    {
        for (int round = 0; round < 40; round++)
        {
            StartMany(Path.Combine(_root, $"{round}"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAECAwQ=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")]
    public void A_damaged_one_stops_the_start_and_is_left_alone(string content)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, "tracking.key");
        File.WriteAllText(path, content);
        KeyFileException broken = Assert.Throws<KeyFileException>(() => KeyFile.LoadOrCreate(Folder, "tracking"));
        Assert.Contains(path, broken.Message, StringComparison.Ordinal);
        Assert.Contains("Restore it from the backup", broken.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../tracking")]
    [InlineData("a/b")]
    [InlineData("A")]
    public void A_name_cannot_lead_elsewhere(string name) => Assert.Throws<ArgumentException>(() => KeyFile.LoadOrCreate(Folder, name));

    private static void StartMany(string folder)
    {
        var keys = new byte[32][];
        using var start = new Barrier(keys.Length);
        Thread[] threads = [.. keys.Select((_, i) => new Thread(() =>
        {
            start.SignalAndWait();
            keys[i] = KeyFile.LoadOrCreate(folder, "tracking");
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        Assert.Empty(Directory.GetFiles(folder, "*.new"));
        Assert.Single(Directory.GetFiles(folder, "*.key"));
    }
}

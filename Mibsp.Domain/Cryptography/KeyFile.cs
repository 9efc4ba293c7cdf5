using System.Security.Cryptography;
using System.Text;

namespace Mibsp.Domain.Cryptography;

/// <summary>
/// A secret of the installation, in a file that only its owner may read. Made at the first start; after that, losing it loses
/// everything that depends on it, so a damaged file stops the start and is never replaced.
/// </summary>
public static class KeyFile
{
    public const int SecretLength = 32;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int LongestFile = 256;
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reads <c>folder/name.key</c> or creates it. Safe for processes that start at once: the file appears complete or not at
    /// all, the first one wins and the others read it.
    /// </summary>
    /// <exception cref="KeyFileException">The file is there but holds no key of the right length.</exception>
    public static byte[] LoadOrCreate(string folder, string name)
    {
        if (name.Length is 0 or > 40 || name.Any(letter => !char.IsAsciiLetterLower(letter) && letter != '-'))
        {
            throw new ArgumentException("A key's name has up to 40 small letters and dashes.", nameof(name));
        }

        string path = Path.Combine(folder, name + ".key");
        if (!File.Exists(path))
        {
            Create(folder, path);
        }

        return Read(path);
    }

    private static void Create(string folder, string path)
    {
        MakeFolder(folder);

        // File.Move does not promise on Unix that it fails when the target appears meanwhile, so creating is done one by one.
        using FileStream alone = Lock(path + ".lock");
        if (!File.Exists(path))
        {
            Write(path, RandomNumberGenerator.GetBytes(SecretLength));
        }
    }

    internal static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    /// <summary>Writes a secret to a new file, which appears complete or not at all. The caller holds a <see cref="Lock"/>.</summary>
    internal static void Write(string path, byte[] secret)
    {
        string temporary = $"{path}.{RandomNumberGenerator.GetHexString(16)}.new";
        try
        {
            using (FileStream file = Open(temporary, FileMode.CreateNew))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(secret) + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // The empty lock file stays: removing it would let two processes hold two different ones.
    internal static FileStream Lock(string path)
    {
        FileStream? held = null;
        return SpinWait.SpinUntil(() => TryOpen(path, FileMode.OpenOrCreate, out held), _longestWait) && held is not null
            ? held
            : throw new IOException($"Another process has held {path} for {_longestWait.TotalSeconds:0} seconds.");
    }

    private static bool TryOpen(string path, FileMode mode, out FileStream? file)
    {
        try
        {
            file = Open(path, mode);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            file = null;
            return false;
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    internal static byte[] Read(string path)
    {
        if (new FileInfo(path).Length > LongestFile)
        {
            throw new KeyFileException(path);
        }

        var secret = new byte[SecretLength];
        bool isKey = Convert.TryFromBase64String(File.ReadAllText(path).Trim(), secret, out int written);
        return isKey && written == SecretLength ? secret : throw new KeyFileException(path);
    }
}

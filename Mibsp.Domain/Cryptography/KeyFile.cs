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
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }

        string temporary = $"{path}.{RandomNumberGenerator.GetHexString(16)}.new";
        try
        {
            Write(temporary);
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key is the one, and is read next.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        string text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength)) + "\n";
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static byte[] Read(string path)
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

namespace Mibsp.Domain.Evidence.Cleaning.Documents;

/// <summary>
/// Where one file lies open while a program cleans it: in memory where the system offers a folder there, readable by its owner
/// only, and gone afterwards. What a killed portal left behind is removed by the next one.
/// </summary>
internal sealed class CleaningFolder : IDisposable
{
    private const string Prefix = "mibsp-clean-";
    private const string InMemory = "/dev/shm";
    private const int RoomFor = 4;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo _folder;

    private CleaningFolder(DirectoryInfo folder) => _folder = folder;

    internal string Path => _folder.FullName;

    internal static CleaningFolder Create(long length)
    {
        if (!OperatingSystem.IsWindows() && HasRoom(RoomFor * length))
        {
            string inMemory = System.IO.Path.Combine(InMemory, Prefix + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16, lowercase: true));
            return new CleaningFolder(Directory.CreateDirectory(inMemory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }

        return new CleaningFolder(Directory.CreateTempSubdirectory(Prefix));
    }

    /// <summary>Removes what was left behind. Not what another portal on this machine is working on.</summary>
    internal static void Sweep(TimeProvider clock)
    {
        DateTime limit = clock.GetUtcNow().UtcDateTime - _longest;
        foreach (string parent in (string[])[InMemory, System.IO.Path.GetTempPath()])
        {
            try
            {
                foreach (string folder in Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, Prefix + "*") : [])
                {
                    if (Directory.GetLastWriteTimeUtc(folder) < limit)
                    {
                        Directory.Delete(folder, recursive: true);
                    }
                }
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // Another user's, or removed at the same moment by another portal.
            }
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Something in it is still open on a system that forbids this: the sweep comes later.
        }
    }

    private static bool HasRoom(long bytes)
    {
        try
        {
            return Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace > bytes;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using System.Runtime.InteropServices;

namespace Mibsp.Web.Security.Discretion;

/// <summary>
/// A crash must not leave the memory of the process, with all that citizens are typing, in a file. The limit holds for this
/// process and what it starts; what an operator asks for by DOTNET_DbgEnableMiniDump is theirs to answer for.
/// </summary>
internal static class CoreDumps
{
    private const int CoreFileSize = 4; // RLIMIT_CORE, on Linux and macOS alike

    public static void Forbid()
    {
        if (!OperatingSystem.IsWindows())
        {
            var none = default(Limit);
            _ = SetLimit(CoreFileSize, in none);
        }
    }

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Current;
        public nuint Most;
    }
}

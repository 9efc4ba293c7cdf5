using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Mibsp.Tests.Support;

/// <summary>bUnit asks for a newer AngleSharp.Diffing than is served; the one beside it does (see Directory.Build.targets).</summary>
internal static class DiffingShim
{
    [ModuleInitializer]
    internal static void Install() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}

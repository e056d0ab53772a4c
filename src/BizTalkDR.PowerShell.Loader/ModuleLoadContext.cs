using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace BizTalkDR.PowerShell.Loader;

/// <summary>
/// Resolves what the module ships from the module's folder, and leaves everything else (PowerShell, .NET) to the default context.
/// </summary>
/// <param name="folder">The folder with the module's assemblies; it has NuGet's <c>runtimes</c> layout below it.</param>
public sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("BizTalkDR")
{
    private static readonly string Platform = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : "unix";

    private readonly string[] managedFolders = [Path.Combine(folder, "runtimes", Platform, "lib", "net8.0"), folder];

    private readonly string nativeFolder = Path.Combine(
        folder,
        "runtimes",
        $"win-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant(),
        "native"
    );

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        var file = managedFolders.Select(f => Path.Combine(f, assemblyName.Name + ".dll")).FirstOrDefault(File.Exists);
        return file is null ? null : LoadFromAssemblyPath(file);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        ArgumentException.ThrowIfNullOrEmpty(unmanagedDllName);
        var name = unmanagedDllName.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? unmanagedDllName : unmanagedDllName + ".dll";
        var file = Path.Combine(nativeFolder, name);
        return File.Exists(file) ? LoadUnmanagedDllFromPath(file) : nint.Zero;
    }
}

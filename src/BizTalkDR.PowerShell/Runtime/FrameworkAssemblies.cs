using BizTalkDR.PowerShell.Runtime;
#if NETFRAMEWORK
using System.Management.Automation;
using System.Reflection;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// Windows PowerShell has no load contexts and takes no binding redirects from a module: an assembly that one of ours asks for in another
/// version than the one shipped is answered with the shipped one.
/// </summary>
public sealed class FrameworkAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(FrameworkAssemblies).Assembly.Location)!;

    /// <summary>Called when the module is imported.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Called when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var asker = request.RequestingAssembly;
        if (asker is null || asker.IsDynamic || !asker.Location.StartsWith(Folder, StringComparison.OrdinalIgnoreCase))
            return null;
        var file = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
}
#endif

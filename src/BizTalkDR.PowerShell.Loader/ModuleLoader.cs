using System.Reflection;
using System.Runtime.Loader;

namespace BizTalkDR.PowerShell.Loader;

/// <summary>
/// Loads the cmdlets into an <see cref="AssemblyLoadContext"/> of their own. This small assembly is all of the module that the default
/// context ever sees, so SQL Server's client libraries never meet the versions that other modules (SqlServer, dbatools) bring.
/// </summary>
public static class ModuleLoader
{
    private static readonly object Gate = new();
    private static Assembly? cmdlets;

    /// <summary>Returns the assembly with the cmdlets, loaded from the folder this assembly lies in. A second call returns the same one.</summary>
    /// <exception cref="FileNotFoundException">The module's folder is incomplete.</exception>
    public static Assembly Load()
    {
        lock (Gate)
            return cmdlets ??= new ModuleLoadContext(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!).LoadFromAssemblyName(
                new AssemblyName("BizTalkDR.PowerShell")
            );
    }
}

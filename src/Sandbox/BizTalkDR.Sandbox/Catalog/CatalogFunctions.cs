using BizTalkDR.Sandbox.Catalog.Functions;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog;

/// <summary>All metadata functions and the globals that tell of the server.</summary>
internal static class CatalogFunctions
{
    internal static void AddTo(SystemFunctions functions)
    {
        functions.AddRange(ServerFunctions.All());
        functions.AddRange(DatabaseFunctions.All());
        functions.AddRange(PrincipalFunctions.All());
        functions.AddRange(ObjectFunctions.All());
        functions.AddRange(PropertyFunctions.All());
        functions.AddRange(Procedures.AppLockProcedures.Functions());
    }
}

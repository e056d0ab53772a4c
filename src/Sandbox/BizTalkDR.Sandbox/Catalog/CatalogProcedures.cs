using BizTalkDR.Sandbox.Catalog.Procedures;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog;

/// <summary>All system procedures of the catalog, family by family.</summary>
internal static class CatalogProcedures
{
    internal static void AddTo(SystemProcedures procedures)
    {
        procedures.AddRange(ConfigurationProcedures.All());
        procedures.AddRange(LinkedServerProcedures.All());
        procedures.AddRange(LinkedLoginProcedures.All());
        procedures.AddRange(AppLockProcedures.All());
        procedures.AddRange(SessionProcedures.All());
        procedures.AddRange(DatabaseProcedures.All());
        procedures.AddRange(ObjectProcedures.All());
        procedures.AddRange(LoginProcedures.All());
        procedures.AddRange(UserProcedures.All());
        procedures.AddRange(ExtendedPropertyProcedures.All());
        procedures.AddRange(FileProcedures.All());
        procedures.AddRange(RegistryProcedures.All());
        procedures.AddRange(ErrorLogProcedures.All());
        procedures.AddRange(ServerProcedures.All());
    }
}

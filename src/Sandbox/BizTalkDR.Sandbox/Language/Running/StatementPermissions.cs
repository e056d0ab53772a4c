using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>What a running statement may do.</summary>
internal static class StatementPermissions
{
    /// <summary>
    /// Throws 229 when a statement may not SELECT, INSERT, UPDATE, DELETE or EXECUTE an object. What a procedure, function or trigger does with the
    /// objects of its owner needs no permission of the caller's.
    /// </summary>
    internal static void CheckObject(this StatementContext context, Database? database, string permission, SchemaEntry securable)
    {
        if (database is not null && !context.IsDry && context.Module is null && !context.Session.Login.IsSysAdmin)
            Permissions.CheckObject(context.Session, database, permission, securable);
    }
}

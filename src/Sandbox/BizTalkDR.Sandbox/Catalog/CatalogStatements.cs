using BizTalkDR.Sandbox.Catalog.Statements;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog;

/// <summary>All statements about principals, permissions and the server.</summary>
internal static class CatalogStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        LoginStatements.AddTo(handlers);
        UserStatements.AddTo(handlers);
        SecurityStatements.AddTo(handlers);
        ServerStatements.AddTo(handlers);
        CertificateStatements.AddTo(handlers);
    }
}

using BizTalkDR.Sandbox.Language;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>All statements about principals, permissions and the server.</summary>
internal static class CatalogStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        LoginStatements.AddTo(handlers);
        UserStatements.AddTo(handlers);
        SecurityStatements.AddTo(handlers);
        ServerStatements.AddTo(handlers);
    }
}

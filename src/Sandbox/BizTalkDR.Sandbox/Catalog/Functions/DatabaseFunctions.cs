using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>DB_ID, DB_NAME, HAS_DBACCESS and kin.</summary>
internal static class DatabaseFunctions
{
    internal static IEnumerable<SystemFunction> All() =>
        [
            Function.Of("DB_ID", "smallint", 0, 1, (session, given) => Named(session, given)?.Id),
            Function.Of("DB_NAME", "nvarchar(128)", 0, 1, (session, given) => Numbered(session, given)?.Name),
            Function.Of("ORIGINAL_DB_NAME", "nvarchar(128)", session => session.Request.Database),
            Function.Of("HAS_DBACCESS", "int", HasAccess),
        ];

    private static Database? Named(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? session.Database
        : Function.Text(given[0]) is { } name ? session.Instance.FindDatabase(name.TrimEnd())
        : null;

    // DB_NAME(0) is the current database too.
    private static Database? Numbered(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 || Function.Number(given[0]) == 0 ? session.Database
        : Function.Number(given[0]) is { } id ? session.Instance.FindDatabase(id)
        : null;

    private static object? HasAccess(SqlSession session, object? name) =>
        Function.Text(name) is { } text && session.Instance.FindDatabase(text) is { } database
            ? Permissions.IsOpenTo(database, session.Login)
                ? 1
                : 0
            : null;
}

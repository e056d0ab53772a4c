using System.Security.Cryptography;
using System.Text;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>sys.dm_exec_sql_text and sys.dm_exec_input_buffer: what a session runs.</summary>
internal static class SqlText
{
    internal static IEnumerable<SystemTableFunction> Functions() =>
        [
            new ViewOf<SqlSession>("sys.dm_exec_sql_text", (_, _) => [])
                .Columns("dbid smallint, objectid int, number smallint, encrypted bit = 0")
                .Column("text nvarchar(max)", session => session.Running?.Text)
                .BuildFunction(
                    (session, _, arguments) => SessionViews.Visible(session).Where(other => Is(other, arguments[0] as byte[])).Take(1)
                ),
            new ViewOf<SqlSession>("sys.dm_exec_input_buffer", (_, _) => [])
                .Columns("event_type nvarchar(256) = Language Event, parameters smallint = 0")
                .Column("event_info nvarchar(max)", session => session.Running?.Text)
                .BuildFunction(
                    (session, _, arguments) => SessionViews.Visible(session).Where(other => other.Spid == Function.Number(arguments[0]))
                ),
        ];

    /// <summary>sql_handle: the same for the same text.</summary>
    internal static byte[] HandleOf(string text) => [2, 0, 0, 0, .. SHA256.HashData(Encoding.Unicode.GetBytes(text)), 0, 0, 0, 0];

    private static bool Is(SqlSession session, byte[]? handle) =>
        handle is not null && session.Running is { } running && HandleOf(running.Text).AsSpan().SequenceEqual(handle);
}

using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Views.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_who, sp_who2 and sp_lock.</summary>
internal static class SessionProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_who", "@loginame sysname = null", Who),
            Procedure.Of("sp_who2", "@loginame sysname = null", Who2),
            Procedure.Of("sp_lock", "@spid1 int = null, @spid2 int = null", Locks),
        ];

    private static IEnumerable<SqlSession> Asked(SystemProcedureCall call)
    {
        var sessions = SessionViews.Visible(call.Session);
        return call.Text("@loginame") switch
        {
            null => sessions,
            var active when active.SameAs("active") => sessions.Where(session => session.Running is not null),
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var spid) => sessions.Where(session =>
                session.Spid == spid
            ),
            var login => sessions.Where(session => session.Login.Name.SameAs(login)),
        };
    }

    private static string Command(SqlSession session) => session.Running?.Command ?? "AWAITING COMMAND";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Who(SystemProcedureCall call) =>
        call.SendRows(
            "spid smallint, ecid smallint, status nchar(30), loginame nchar(128), hostname nchar(128), blk char(5), dbname nchar(128), "
                + "cmd nchar(16), request_id int",
            Asked(call)
                .Select(session =>
                    new object?[]
                    {
                        session.Spid,
                        0,
                        SessionViews.Status(session).PadRight(30),
                        session.Login.Name,
                        session.Request.HostName,
                        Number(session.Running?.BlockingSpid ?? 0).PadRight(5),
                        session.DatabaseName,
                        Command(session),
                        0,
                    }
                )
        );

    private static void Who2(SystemProcedureCall call) =>
        call.SendRows(
            "SPID char(5), Status nvarchar(30), Login nvarchar(128), HostName nvarchar(128), BlkBy char(5), DBName nvarchar(128), "
                + "Command nvarchar(32), CPUTime varchar(20), DiskIO varchar(20), LastBatch varchar(20), ProgramName nvarchar(128), "
                + "SPID char(5), REQUESTID char(5)",
            Asked(call)
                .Select(session =>
                    new object?[]
                    {
                        Number(session.Spid).PadRight(5),
                        session.Running is null ? "sleeping" : SessionViews.Status(session).ToUpperInvariant(),
                        session.Login.Name,
                        session.Request.HostName.Length == 0 ? "  ." : session.Request.HostName,
                        session.Running is { BlockingSpid: > 0 } running ? Number(running.BlockingSpid).PadRight(5) : "  .  ",
                        session.DatabaseName,
                        Command(session),
                        "0",
                        "0",
                        session.LastBatchTime.ToString("MM/dd HH:mm:ss", CultureInfo.InvariantCulture),
                        session.Request.ApplicationName,
                        Number(session.Spid).PadRight(5),
                        "0    ",
                    }
                )
        );

    private static void Locks(SystemProcedureCall call)
    {
        var asked = new[] { call.Values["@spid1"] as int?, call.Values["@spid2"] as int? }.OfType<int>().ToList();
        call.SendRows(
            "spid smallint, dbid smallint, ObjId int, IndId smallint, Type nchar(4), Resource nchar(32), Mode nvarchar(8), Status nvarchar(5)",
            LockRow
                .Of(call.Session.Instance)
                .Where(row => asked.Count == 0 || asked.Contains(row.Spid))
                .Select(row =>
                    new object?[]
                    {
                        row.Spid,
                        row.DatabaseId,
                        row.ObjectId,
                        0,
                        row.ShortType,
                        row.Description.PadRight(32),
                        row.Mode,
                        row.IsWaiting ? "WAIT" : "GRANT",
                    }
                )
        );
    }
}

using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>Reading the error log.</summary>
internal static class ErrorLogProcedures
{
    private const string Filters =
        "@p1 int = 0, @p2 int = 1, @p3 nvarchar(255) = null, @p4 nvarchar(255) = null, @p5 datetime = null, @p6 datetime = null, @p7 nvarchar(10) = null";

    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_readerrorlog", "@p1 int = 0, @p2 int = null, @p3 nvarchar(4000) = null, @p4 nvarchar(4000) = null", Read),
            Procedure.Of("xp_readerrorlog", Filters, Read),
            Procedure.Of("sp_enumerrorlogs", "@p1 int = 1", Enumerate),
            Procedure.Of("xp_enumerrorlogs", "@p1 int = 1", Enumerate),
            Procedure.Of("sp_cycle_errorlog", "", Cycle),
        ];

    private static void Read(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "VIEW SERVER STATE");
        var isAgents = call.Get<int>("@p2") == 2;
        var lines = isAgents ? [] : call.Session.Instance.ErrorLog.Read(call.Get<int>("@p1"));
        var from = call.Values.GetValueOrDefault("@p5") as DateTime? ?? DateTime.MinValue;
        var to = call.Values.GetValueOrDefault("@p6") as DateTime? ?? DateTime.MaxValue;
        var wanted = lines.Where(line =>
            Contains(line, call.Text("@p3")) && Contains(line, call.Text("@p4")) && line.Time >= from && line.Time <= to
        );
        if ((call.Values.GetValueOrDefault("@p7") as string).SameAs("desc"))
            wanted = wanted.Reverse();
        call.SendRows(
            "LogDate datetime, ProcessInfo nvarchar(50), Text nvarchar(4000)",
            wanted.Select(line => new object?[] { line.Time, line.Source, line.Text })
        );
    }

    private static bool Contains(ErrorLogLine line, string? text) =>
        text is null || line.Text.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static void Enumerate(SystemProcedureCall call)
    {
        var log = call.Session.Instance.ErrorLog;
        call.SendRows(
            "[Archive #] nvarchar(10), Date nvarchar(20), [Log File Size (Byte)] int",
            Enumerable
                .Range(0, log.Count)
                .Select(archive =>
                {
                    var lines = log.Read(archive);
                    var last = lines.Count == 0 ? call.Session.Instance.StartTime : lines[^1].Time;
                    return new object?[]
                    {
                        archive.ToString(CultureInfo.InvariantCulture),
                        last.ToString("MM/dd/yyyy  HH:mm", CultureInfo.InvariantCulture),
                        lines.Sum(line => line.Text.Length * 2),
                    };
                })
        );
    }

    private static void Cycle(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "CONTROL SERVER");
        call.Session.Instance.ErrorLog.Cycle();
    }
}

using System.Diagnostics;
using BizTalkDR.DatabaseSets;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Output;

/// <summary>Shows how far a set of databases is: one line for all, one below it for each database at work.</summary>
internal sealed class SetProgress(ICmdletRuntime runtime, PipelinePump pump, string activity) : IProgress<DatabaseSetProgress>
{
    private const int OverallId = 1;
    private readonly Dictionary<DatabaseKey, int> lines = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public void Report(DatabaseSetProgress value) => Report(value.Database, value.Activity, value.DatabasePercent, value.OverallPercent);

    public void Report(DatabaseKey database, string status, int databasePercent, int overallPercent)
    {
        var line = Line(database);
        pump.Post(() =>
        {
            runtime.WriteProgress(
                new CmdletProgress(
                    OverallId,
                    activity,
                    $"{overallPercent} percent",
                    overallPercent,
                    SecondsRemaining: WaitingProgress.SecondsRemaining(clock.Elapsed, overallPercent)
                )
            );
            runtime.WriteProgress(
                new CmdletProgress(
                    line,
                    $"{database.Name} on {database.Server}",
                    status,
                    databasePercent,
                    OverallId,
                    databasePercent >= 100
                )
            );
        });
    }

    public void Complete() =>
        pump.Post(() => runtime.WriteProgress(new CmdletProgress(OverallId, activity, "Done", 100, IsCompleted: true)));

    private int Line(DatabaseKey database)
    {
        lock (lines)
        {
            if (!lines.TryGetValue(database, out var line))
                lines.Add(database, line = OverallId + 1 + lines.Count);
            return line;
        }
    }
}

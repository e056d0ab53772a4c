using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.History;

/// <summary>
/// What Get-BtsLogMark -Recommended and New-BtsRestorePlan ask the engine for, where the job's table has 600,000 rows, against a bare loop over the
/// same rows. The servers run in another process: what counts is the client's processor time, and its memory.
/// </summary>
internal sealed class HistoryBenchmark : IBenchmark
{
    private const int Rows = 600_000;
    private const double MostTimesAsMuch = 2;
    private const double MostMegabytes = 300;

    public string Name => "history";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        using var guest = new HistoryGuest(Rows);
        var engine = DisasterRecovery.Create(guest.Credentials);
        var connector = new InstanceConnector(guest.Credentials);
        var read = 0;

        var before = PeakOf(() => Recommend(engine, guest));
        say(Invariant($"memory of the process at its peak, after the first recommended mark: {before:0} MB"));
        var marks = await Rounds
            .MeasureAsync(1, 5, () => Recommend(engine, guest), () => read = Loop(connector, guest))
            .ConfigureAwait(false);
        var plans = await Rounds.MeasureAsync(1, 5, () => Plan(engine, guest), () => Loop(connector, guest)).ConfigureAwait(false);
        say(Invariant($"{read} rows; {marks.Count} rounds each"));
        return
        [
            Figure("the recommended mark / a loop over the rows, processor time", marks),
            Figure("a plan to it / a loop over the rows, processor time", plans),
            new Figure(Name, "megabytes of the process at its peak, recommended mark", before, LimitKind.AtMost, MostMegabytes, ""),
        ];
    }

    private Figure Figure(string what, Rounds rounds) =>
        new(
            Name,
            what,
            rounds.ProcessorRatio,
            LimitKind.AtMost,
            MostTimesAsMuch,
            Invariant($"{rounds.Measured.TotalSeconds:0.00} s / {rounds.Yardstick.TotalSeconds:0.00} s; time {rounds.Ratio:0.00}")
        );

    private static void Recommend(IDisasterRecovery engine, HistoryGuest guest)
    {
        var situation = engine.ReadSituation(
            guest.Topology,
            new RestoreSituationOptions { SkipUnreachable = true },
            CancellationToken.None
        );
        if (situation.Marks().Count(mark => mark.IsRecommended) != 1)
            throw new InvalidOperationException("No mark is recommended.");
    }

    private static void Plan(IDisasterRecovery engine, HistoryGuest guest)
    {
        var situation = engine.ReadSituation(guest.Topology, new RestoreSituationOptions(), CancellationToken.None);
        if (situation.MakePlan(situation.Wish()).Plan is null)
            throw new InvalidOperationException("There is no plan.");
    }

    private static int Loop(InstanceConnector connector, HistoryGuest guest)
    {
        var management = guest.Topology.ManagementDatabase;
        using var connection = connector.Open(guest.Topology.Instance(management.Instance), management.Database);
        using var command = new SqlCommand(
            "SELECT BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete, ServerName FROM dbo.adm_BackupHistory",
            connection
        )
        {
            CommandTimeout = 0,
        };
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        var rows = 0;
        for (; reader.Read(); rows++)
            reader.GetValues(values);
        return rows;
    }

    private static double PeakOf(Action work)
    {
        work();
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1024.0 / 1024.0;
    }
}

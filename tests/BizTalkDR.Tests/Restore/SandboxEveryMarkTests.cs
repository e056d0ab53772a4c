using BizTalkDR.Backups;
using BizTalkDR.Restore;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Restore;

/// <summary>
/// Random histories made by a real sandbox: sets of the job, backups by others, production restored to an earlier mark, lost files. Every mark
/// is planned; what is accepted is restored for real, what is refused is tried with every full backup and all logs.
/// </summary>
public sealed class SandboxEveryMarkTests
{
    private const int MarkNotReached = 4329;

    private static readonly string[] Names = ["A", "B"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_mark_of_a_random_history_is_reached_as_planned_or_can_not_be_reached(int seed)
    {
        var random = new Random(seed);
        await using var sides = new PlainSides(Names).Full();
        var marks = new List<string> { sides.MarkAndLog() };
        for (var each = 0; each < 9; each++)
            await HappenAsync(sides, marks, random);
        var files = sides.History.Sets.SelectMany(set => set.Files).ToList();
        foreach (var lost in Enumerable.Range(0, 2).Select(_ => files[random.Next(files.Count)]))
            sides.Delete(lost);
        var history = sides.History;

        foreach (var mark in marks)
        {
            var result = RestorePlanner.Plan(history, [], Stands.Wish(Names) with { MarkName = mark });
            if (result.Plan is { } plan)
                await AssertReachedAsync(sides, plan, mark);
            else
                Assert.All(result.Problems, problem => AssertUnreachable(sides, history, problem, mark));
        }
    }

    private static async Task HappenAsync(PlainSides sides, List<string> marks, Random random)
    {
        var database = Names[random.Next(Names.Length)];
        switch (random.Next(10))
        {
            case 0:
                sides.Full();
                break;
            case 1:
                sides.Outside(database, BackupType.Log);
                break;
            case 2:
                sides.Outside(database, BackupType.Full, random.Next(2) == 0 ? " WITH COPY_ONLY" : "");
                break;
            case 3:
                sides.Outside(database, BackupType.Differential, " WITH DIFFERENTIAL");
                break;
            case 4:
                sides.Outside(database, BackupType.Log, " WITH COPY_ONLY");
                break;
            case 5:
                await RecoverProductionAsync(sides, marks[random.Next(marks.Count)]);
                break;
            default:
                marks.Add(sides.MarkAndLog());
                break;
        }
    }

    // Production itself goes back to an earlier mark: a new recovery fork.
    private static async Task RecoverProductionAsync(PlainSides sides, string mark)
    {
        var wish = new RestoreWish
        {
            Targets = [.. Names.Select(name => RestoreTarget.SameName(HistoryBuilder.Key(name), "SOURCE"))],
            MarkName = mark,
            Start = RestoreStart.StartOver,
            ReplaceExisting = true,
        };
        var positions = new DatabasePositionReader(sides.Connector).Read(sides.Topology.Source[0], Names);
        if (RestorePlanner.Plan(sides.History, positions, wish).Plan is { } plan)
        {
            var options = new RestoreRunOptions { KillSessions = true };
            (await new RestoreRunner(sides.Connector).RunAsync(plan, sides.Topology, options)).ThrowIfFailed();
        }
    }

    private static async Task AssertReachedAsync(PlainSides sides, RestorePlan plan, string mark)
    {
        (await new RestoreRunner(sides.Connector).RunAsync(plan, sides.Topology)).ThrowIfFailed();
        Assert.All(Names, name => Assert.Equal(mark, LastMark(sides, name)));
        foreach (var name in Names)
            Drop(sides, name);
    }

    // Pooled connections still stand in it where it was recovered.
    private static void Drop(PlainSides sides, string database)
    {
        Try(sides, $"ALTER DATABASE [{database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
        sides.OnDestination($"DROP DATABASE [{database}]");
    }

    private static void AssertUnreachable(PlainSides sides, BackupHistory history, PlanProblem problem, string mark)
    {
        var database = problem.Database!;
        var own = history.Sets.Single(set => set.MarkName == mark).Files.Single(file => file.Database == HistoryBuilder.Key(database));
        // Which other log holds a mark whose own log is gone, nobody can tell beforehand.
        if (own.Defect is not null)
            return;
        var files = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file => file.Database == HistoryBuilder.Key(database) && file.Defect is null && !EndsInside(own, file))
            .ToList();
        foreach (var full in files.Where(file => file.Type == BackupType.Full))
        {
            foreach (var differential in files.Where(file => file.Type == BackupType.Differential).Prepend(null))
            {
                Try(sides, $"RESTORE DATABASE [{database}] FROM DISK = '{full.Path}' WITH NORECOVERY, REPLACE");
                if (differential is not null)
                    Try(sides, $"RESTORE DATABASE [{database}] FROM DISK = '{differential.Path}' WITH NORECOVERY");
                Assert.False(
                    StopsAtMark(sides, database, files, mark),
                    $"{database} reached {mark}, though: {problem.Message}{Describe(files)}"
                );
                Drop(sides, database);
            }
        }
    }

    // Whether it ended before the mark only the time could tell, and all this happens within seconds.
    private static bool EndsInside(BackupFile log, BackupFile file) =>
        file.Type != BackupType.Log && file.Header!.LastLSN > log.Header!.FirstLSN && file.Header.LastLSN < log.Header.LastLSN;

    private static string Describe(IEnumerable<BackupFile> files) =>
        string.Concat(
            files.Select(file =>
                $"\n{file.FileName} {file.Header!.FirstLSN}..{file.Header.LastLSN} {file.Header.FirstRecoveryForkID} {file.Header.ForkPointLSN} {file.Header.RecoveryForkID}"
            )
        );

    // Each log as often as it can be restored: one that the server takes either stops at the mark or says that it does not hold it (4329).
    private static bool StopsAtMark(PlainSides sides, string database, List<BackupFile> files, string mark)
    {
        var logs = files.Where(file => file.Type == BackupType.Log).ToList();
        while (true)
        {
            var restored = logs.Find(log =>
                Try(sides, $"RESTORE LOG [{database}] FROM DISK = '{log.Path}' WITH NORECOVERY, STOPATMARK = '{mark}'")
            );
            if (restored is null)
                return false;
            if (!sides.LastMessages.Contains(MarkNotReached))
                return true;
            logs.Remove(restored);
        }
    }

    private static bool Try(PlainSides sides, string statement)
    {
        try
        {
            sides.OnDestination(statement);
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    private static string? LastMark(PlainSides sides, string database) =>
        MarkReader.LastMark(sides.Connector, sides.Topology.Destination[0], database, CancellationToken.None);
}

using BizTalkDR.Backups;

namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>
/// A modelled production and what happened there: the job's sets, backups by hand and by other tools, recoveries to earlier marks, lost and
/// bad files. It knows what no planner knows: where exactly each mark lies.
/// </summary>
internal sealed class World
{
    private readonly Choices choices;
    private readonly SourceClock clock = new();
    private readonly List<SourceDatabase> databases;
    private readonly List<BackupSet> sets = [];
    private readonly List<BackupFile> others = [];
    private readonly List<(SourceDatabase Database, decimal Begun, Guid Fork, bool CopyOnly, int Events)> running = [];
    private long nextId = 1;

    private World(Choices choices, int count)
    {
        this.choices = choices;
        // Beyond 2^63, as numeric(25,0) allows.
        databases =
        [
            .. Enumerable.Range(0, count).Select(each => new SourceDatabase("D" + each, 20_000_000_000_000_000_000m + (each * 7), clock)),
        ];
    }

    public IReadOnlyList<SourceDatabase> Databases => databases;

    public BackupHistory History => new() { Sets = [.. sets], OtherBackups = [.. others] };

    public IReadOnlyList<string> Marks => [.. sets.Where(set => set.MarkName is not null).Select(set => set.MarkName!)];

    /// <summary>The history as it is known where the headers of the older sets were not read.</summary>
    /// <param name="sets">How many sets, from the oldest.</param>
    public BackupHistory WithoutHeadersOf(int sets) =>
        History with
        {
            Sets =
            [
                .. History.Sets.Select(
                    (set, at) => at < sets ? set with { Files = [.. set.Files.Select(file => file with { Header = null })] } : set
                ),
            ],
        };

    public static World Of(Choices choices, int count, int events, bool jobAlone = false)
    {
        var world = new World(choices, count);
        world.FullSet(true);
        for (var each = 0; each < events && choices.HasMore; each++)
            world.Happen(jobAlone);
        world.Spoil();
        return world;
    }

    /// <summary>What happened, for the message of a test that fails.</summary>
    public override string ToString() =>
        string.Concat(sets.Select(set => $"\n{set}:{string.Concat(set.Files.Select(Line))}"))
        + "\nothers:"
        + string.Concat(others.Select(Line));

    private static string Line(BackupFile file)
    {
        var header = file.Header!;
        var fork = header.ForkPointLSN is { } point ? $"{Short(header.FirstRecoveryForkID)} until {point}, " : "";
        return $"\n    {file.FileName} {header.FirstLSN}..{header.LastLSN} {fork}{Short(header.RecoveryForkID)} {header.BackupFinishDate:HH:mm:ss}"
            + (header.HasBulkLoggedData ? " bulk" : "")
            + (header.IsCopyOnly ? " copy-only" : "")
            + (file.Defect is null ? "" : " bad");
    }

    private static string Short(Guid? fork) => fork!.Value.ToString().Substring(0, 4);

    private SourceDatabase Any() => databases[choices.Below(databases.Count)];

    private void Happen(bool jobAlone)
    {
        foreach (var database in databases)
            database.Work(choices.Below(4));
        clock.Tick();
        FinishFulls();
        var what = choices.Below(20);
        switch (jobAlone && what is > 2 and < 11 ? 11 : what)
        {
            case 0:
                FullSet(true);
                break;
            case 1:
                FullSet(false);
                break;
            case 2:
                LogSet(false);
                break;
            case 3:
                others.Add(Any().Log(false, 4 + choices.Below(10)));
                break;
            case 4:
                others.Add(Any().Log(true, 4));
                break;
            case 5 or 6:
                var database = Any();
                running.Add((database, database.Position, database.Fork, choices.OneIn(2), choices.Below(3)));
                break;
            case 7:
                if (Any().Differential() is { } differential)
                    others.Add(differential);
                break;
            case 8:
                Recover();
                break;
            case 9:
                Any().BulkWork();
                break;
            case 10:
                Duplicate();
                break;
            default:
                LogSet(true);
                break;
        }
    }

    private void FullSet(bool complete) =>
        Add(
            BackupType.Full,
            null,
            complete,
            database =>
            {
                var begun = database.Position;
                database.Work(choices.Below(3));
                return database.Full(begun, false);
            }
        );

    private void LogSet(bool complete)
    {
        // What ended in the same second as a mark was set may have ended after it.
        clock.Tick();
        var mark = clock.MarkName();
        foreach (var database in databases)
            database.SetMark(mark);
        clock.Tick();
        foreach (var database in databases)
            database.Work(choices.Below(3));
        FinishFulls();
        Add(BackupType.Log, mark, complete, database => database.Log(false, 5 + choices.Below(20)));
    }

    private void Add(BackupType type, string? mark, bool complete, Func<SourceDatabase, BackupFile> backup)
    {
        var done = complete ? databases.Count : choices.Below(databases.Count);
        sets.Add(
            new BackupSet
            {
                SetId = nextId++,
                Type = type,
                MarkName = mark,
                IsComplete = complete,
                Files = [.. databases.Take(done).Select(backup)],
            }
        );
    }

    // Full backups by other tools run while the job does.
    private void FinishFulls()
    {
        for (var each = running.Count - 1; each >= 0; each--)
        {
            var (database, begun, fork, copyOnly, events) = running[each];
            if (events > 0 && database.Fork == fork)
            {
                running[each] = (database, begun, fork, copyOnly, events - 1);
                continue;
            }
            running.RemoveAt(each);
            if (database.Fork == fork)
                others.Add(database.Full(begun, copyOnly));
        }
    }

    private void Recover()
    {
        var marks = Marks;
        if (marks.Count == 0)
            return;
        var mark = marks[choices.Below(marks.Count)];
        var keepsLogStart = choices.OneIn(2);
        foreach (var database in databases)
            database.RecoverTo(mark, keepsLogStart);
    }

    private void Duplicate()
    {
        var logs = sets.Where(set => set.Type == BackupType.Log).SelectMany(set => set.Files).ToList();
        if (logs.Count == 0)
            return;
        var log = logs[choices.Below(logs.Count)];
        others.Add(log with { Paths = [log.Path + ".copy"] });
    }

    private void Spoil()
    {
        for (var each = choices.Below(4); each > 0; each--)
        {
            var at = choices.Below(sets.Count);
            if (sets[at].Files.Count == 0)
                continue;
            var spoilt = choices.Below(sets[at].Files.Count);
            var files = sets[at].Files.Select((file, place) => place == spoilt ? file with { Defect = "The file is damaged." } : file);
            sets[at] = sets[at] with { Files = [.. files] };
        }
        for (var each = choices.Below(3); each > 0 && others.Count > 0; each--)
            others.RemoveAt(choices.Below(others.Count));
    }
}

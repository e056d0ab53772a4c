using BizTalkDR.Backups;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Builds histories as the backup job writes them: sets in order, LSNs that link, marks shortly before the end of each log.</summary>
internal sealed class HistoryBuilder(params string[] databases)
{
    public const string Server = "SOURCE";
    private const decimal LsnStep = 1000;

    private readonly List<BackupSet> sets = [];
    private readonly List<BackupFile> others = [];
    private readonly Dictionary<string, Guid> families = databases.ToDictionary(name => name, _ => Guid.NewGuid());
    private readonly Dictionary<string, decimal> logEnd = databases.ToDictionary(name => name, _ => 100m);
    private readonly List<string> members = [.. databases];
    private DateTime clock = new(2026, 11, 21, 9, 0, 0, 123);
    private long nextId = 1;
    private bool headers = true;
    private TimeSpan? localAhead;
    private string prefix = "BTS";

    public Guid Fork { get; set; } = new("11111111-0000-0000-0000-000000000000");

    public static DatabaseKey Key(string database) => new(Server, database);

    public HistoryBuilder WithoutHeaders()
    {
        headers = false;
        return this;
    }

    public HistoryBuilder Full() => Add(BackupType.Full, members, true);

    public HistoryBuilder PartialFull(params string[] done) => Add(BackupType.Full, done, false);

    public HistoryBuilder Logs(int count)
    {
        for (var log = 0; log < count; log++)
            Add(BackupType.Log, members, true);
        return this;
    }

    public HistoryBuilder PartialLog(params string[] done) => Add(BackupType.Log, done, false);

    /// <summary>A run of the job as chance has it, for a group of A, B and C: now and then a full set or a partial one, else a log set.</summary>
    public HistoryBuilder JobRuns(int chance) =>
        chance switch
        {
            0 => Full(),
            1 => PartialLog("A", "B"),
            2 => PartialFull("C"),
            _ => Logs(1),
        };

    /// <summary>A complete log set that lacks one database's backup; its log goes on where the missing one would have begun.</summary>
    public HistoryBuilder LogWithout(string database) => Add(BackupType.Log, [.. members.Where(name => name != database)], true);

    /// <summary>Log is written that no backup of the job holds: somebody else took it.</summary>
    public HistoryBuilder LoseLog(string database)
    {
        logEnd[database] += LsnStep;
        return this;
    }

    public HistoryBuilder AddDatabase(string database)
    {
        members.Add(database);
        logEnd[database] = 500_000;
        families[database] = Guid.NewGuid();
        return this;
    }

    public HistoryBuilder RemoveDatabase(string database)
    {
        members.Remove(database);
        return this;
    }

    /// <summary>The database gets another name; its log and its family stay what they are.</summary>
    public HistoryBuilder RenameDatabase(string database, string name)
    {
        members[members.IndexOf(database)] = name;
        logEnd[name] = logEnd[database];
        families[name] = families[database];
        return this;
    }

    /// <summary>The log of every database goes on from here.</summary>
    public HistoryBuilder StartAt(decimal lsn)
    {
        foreach (var database in members)
            logEnd[database] = lsn;
        return this;
    }

    /// <summary>The headers date the backups in local time, which is this much ahead of the time in the marks' names.</summary>
    public HistoryBuilder LocalTimeAhead(TimeSpan ahead)
    {
        localAhead = ahead;
        return this;
    }

    /// <summary>The marks are named after this instead of BTS.</summary>
    public HistoryBuilder MarksNamed(string name)
    {
        prefix = name;
        return this;
    }

    /// <summary>A backup that belongs to no set of the job, like the last one of that database that does, but for what is changed.</summary>
    public HistoryBuilder Outside(
        string database,
        BackupType type,
        decimal first,
        decimal last,
        Func<BackupFile, BackupFile>? change = null
    )
    {
        var like = sets.SelectMany(set => set.Files).Last(file => file.Database == Key(database));
        var outside = like with
        {
            Type = type,
            Paths = [$@"E:\Other\{database}_{others.Count + 1}.bak"],
            Header = like.Header! with
            {
                BackupType = type,
                FirstLSN = first,
                LastLSN = last,
                CheckpointLSN = first,
                BackupSetGUID = Guid.NewGuid(),
                HasBulkLoggedData = false,
            },
        };
        others.Add(change is null ? outside : change(outside));
        return this;
    }

    /// <summary>What happens next happens this much later.</summary>
    public HistoryBuilder Wait(TimeSpan time)
    {
        clock += time;
        return this;
    }

    public HistoryBuilder NewFork()
    {
        Fork = Guid.NewGuid();
        return this;
    }

    public HistoryBuilder SkipIds(int count)
    {
        nextId += count;
        return this;
    }

    public HistoryBuilder Change(long setId, string database, Func<BackupFile, BackupFile> change)
    {
        var at = sets.FindIndex(set => set.SetId == setId);
        var files = sets[at].Files.Select(file => file.Database == Key(database) ? change(file) : file).ToList();
        sets[at] = sets[at] with { Files = files };
        return this;
    }

    public BackupHistory Build() => new() { Sets = [.. sets], OtherBackups = [.. others] };

    public string Mark(long setId) => sets.Single(set => set.SetId == setId).MarkName!;

    public BackupFile File(long setId, string database) =>
        sets.Single(set => set.SetId == setId).Files.Single(file => file.Database == Key(database));

    private HistoryBuilder Add(BackupType type, IEnumerable<string> done, bool complete)
    {
        clock = clock.AddMinutes(15);
        var stamp = prefix + clock.ToString("'_'yyyy_MM_dd_HH_mm_ss_fff", System.Globalization.CultureInfo.InvariantCulture);
        sets.Add(
            new BackupSet
            {
                SetId = nextId++,
                Type = type,
                MarkName = type == BackupType.Log ? stamp : null,
                IsComplete = complete,
                Files = [.. done.Select(name => Backup(type, name, stamp))],
            }
        );
        return this;
    }

    private BackupFile Backup(BackupType type, string database, string stamp)
    {
        var first = logEnd[database];
        // A full backup's last LSN lies inside the log that follows it.
        var last = type == BackupType.Full ? first + (LsnStep / 4) : first + LsnStep;
        if (type == BackupType.Log)
            logEnd[database] = last;
        return new BackupFile
        {
            Database = Key(database),
            ServerName = Server,
            Type = type,
            Paths = [$@"\\FILES\BizTalk\{Server}_{database}_{type}_{stamp}.bak"],
            BackupDate = clock,
            FileList =
            [
                new DatabaseFileLayout { LogicalName = database, PhysicalName = $@"D:\Data\{database}.mdf" },
                new DatabaseFileLayout
                {
                    LogicalName = database + "_log",
                    PhysicalName = $@"L:\Log\{database}.ldf",
                    Kind = DatabaseFileKind.Log,
                },
            ],
            Header = headers
                ? new BackupHeader
                {
                    DatabaseName = database,
                    BackupType = type,
                    FirstLSN = first,
                    LastLSN = last,
                    CheckpointLSN = first,
                    FirstRecoveryForkID = Fork,
                    RecoveryForkID = Fork,
                    SoftwareVersionMajor = 15,
                    RecoveryModel = "FULL",
                    BackupSize = 1_000_000,
                    FamilyGUID = families[database],
                    BackupSetGUID = Guid.NewGuid(),
                    BackupStartDate = clock + localAhead,
                    BackupFinishDate = clock + localAhead,
                }
                : null,
        };
    }
}

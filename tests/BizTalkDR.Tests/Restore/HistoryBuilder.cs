using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Tests.Restore;

/// <summary>Builds histories as the backup job writes them: sets in order, LSNs that link, marks shortly before the end of each log.</summary>
internal sealed class HistoryBuilder(params string[] databases)
{
    public const string Server = "SOURCE";
    private const decimal LsnStep = 1000;

    private readonly List<BackupSet> sets = [];
    private readonly Dictionary<string, decimal> logEnd = databases.ToDictionary(name => name, _ => 100m);
    private readonly List<string> members = [.. databases];
    private DateTime clock = new(2026, 11, 21, 9, 0, 0, 123);
    private long nextId = 1;
    private bool headers = true;

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

    public BackupHistory Build() => new() { Sets = [.. sets] };

    public string Mark(long setId) => sets.Single(set => set.SetId == setId).MarkName!;

    public BackupFile File(long setId, string database) =>
        sets.Single(set => set.SetId == setId).Files.Single(file => file.Database == Key(database));

    private HistoryBuilder Add(BackupType type, IEnumerable<string> done, bool complete)
    {
        clock = clock.AddMinutes(15);
        var stamp = clock.ToString("'BTS_'yyyy_MM_dd_HH_mm_ss_fff", System.Globalization.CultureInfo.InvariantCulture);
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
                }
                : null,
        };
    }
}

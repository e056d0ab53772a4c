using System.Globalization;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.Benchmarks.Planning;

/// <summary>
/// The history of a large group: 60 databases on three instances, a log set every 15 minutes and a full set a day, all headers read; log
/// shipping has restored every set but the last.
/// </summary>
internal sealed class LongHistory
{
    public const int Databases = 60;
    private const int SetsPerDay = 96;
    private const decimal FirstLsn = 41_000_000_000_100_001m;
    private const decimal LogLength = 7_300_000m;
    private static readonly string[] Sources = ["PROD-SQL1", "PROD-SQL2", @"PROD-SQL3\BTS"];
    private static readonly string[] Destinations = ["DR-SQL1", "DR-SQL2", @"DR-SQL3\BTS"];
    private static readonly Guid Fork = new("0b8a8c53-3c8f-4d64-9d0b-5c9f8d5b7c11");
    private readonly List<RestoreTarget> targets = [];
    private readonly DateTime begun = new(2026, 8, 1, 0, 0, 0, 123, DateTimeKind.Unspecified);

    /// <param name="sets">How many sets there are.</param>
    public LongHistory(int sets)
    {
        for (var database = 0; database < Databases; database++)
            targets.Add(RestoreTarget.SameName(Key(database), Destinations[database % Destinations.Length]));
        History = new BackupHistory { Sets = [.. Enumerable.Range(1, sets).Select(Set)], Sources = [HistorySource.BackupJob] };
        Positions = [.. Enumerable.Range(0, Databases).Select(database => Position(database, sets - 1))];
        MiddleMark = MarkOf(sets / 2 % SetsPerDay == 1 ? (sets / 2) + 1 : sets / 2);
    }

    /// <summary>The sets.</summary>
    public BackupHistory History { get; }

    /// <summary>How many backups it has.</summary>
    public int Rows => History.Sets.Count * Databases;

    /// <summary>Every database is RESTORING at the end of the set before the last.</summary>
    public IReadOnlyList<DatabasePosition> Positions { get; }

    /// <summary>A mark in the middle, which all databases are past: they have to start over.</summary>
    public string MiddleMark { get; }

    /// <summary>All databases to one mark.</summary>
    /// <param name="mark">The mark; null for the recommended one.</param>
    public RestoreWish Wish(string? mark) => new() { Targets = targets, MarkName = mark };

    private static DatabaseKey Key(int database) =>
        new(Sources[database % Sources.Length], string.Create(CultureInfo.InvariantCulture, $"BizTalkMsgBoxDb{database:00}"));

    private static bool IsFull(int set) => set % SetsPerDay == 1;

    private string MarkOf(int set) => begun.AddMinutes(15 * set).ToString("'BTS_'yyyy_MM_dd_HH_mm_ss_fff", CultureInfo.InvariantCulture);

    // The log that a full backup leaves untouched goes to the log backup after it.
    private static decimal LogEnd(int database, int set) =>
        FirstLsn + (database * 1_000m) + (LogLength * (set - (set + SetsPerDay - 1) / SetsPerDay));

    private BackupSet Set(int set) =>
        new()
        {
            SetId = set,
            Type = IsFull(set) ? BackupType.Full : BackupType.Log,
            MarkName = IsFull(set) ? null : MarkOf(set),
            IsComplete = true,
            Files = [.. Enumerable.Range(0, Databases).Select(database => File(database, set))],
            Source = HistorySource.BackupJob,
        };

    private BackupFile File(int database, int set)
    {
        var key = Key(database);
        var type = IsFull(set) ? BackupType.Full : BackupType.Log;
        var start = begun.AddMinutes(15 * set).AddSeconds(database);
        var first = LogEnd(database, set - 1);
        var last = IsFull(set) ? first + (LogLength / 4) : LogEnd(database, set);
        return new BackupFile
        {
            Database = key,
            ServerName = key.Server,
            Type = type,
            Paths = [$@"\\FILES\BizTalk\{key.Server.Replace('\\', '_')}_{key.Name}_{(IsFull(set) ? "Full" : "Log")}_{MarkOf(set)}.bak"],
            BackupDate = start,
            FileList = IsFull(set) ? Files(key.Name) : [],
            Header = new BackupHeader
            {
                DatabaseName = key.Name,
                ServerName = key.Server,
                BackupType = type,
                DatabaseVersion = 904,
                SoftwareVersionMajor = 15,
                FirstLSN = first,
                LastLSN = last,
                CheckpointLSN = first,
                DatabaseBackupLSN = LogEnd(database, ((set - 1) / SetsPerDay * SetsPerDay) + 1),
                BackupStartDate = start,
                BackupFinishDate = start.AddSeconds(1),
                RecoveryModel = "FULL",
                FirstRecoveryForkID = Fork,
                RecoveryForkID = Fork,
                FamilyGUID = Fork,
                BackupSetGUID = new Guid(set, (short)database, 1, 1, 2, 3, 4, 5, 6, 7, 8),
                BackupSize = 50_000_000,
                CompressedBackupSize = 12_000_000,
            },
        };
    }

    private static IReadOnlyList<DatabaseFileLayout> Files(string database) =>
        [
            new() { LogicalName = database, PhysicalName = $@"D:\Data\{database}.mdf" },
            new()
            {
                LogicalName = database + "_log",
                PhysicalName = $@"E:\Log\{database}.ldf",
                Kind = DatabaseFileKind.Log,
            },
        ];

    private DatabasePosition Position(int database, int restored) =>
        new()
        {
            Instance = targets[database].Instance,
            Database = targets[database].Database,
            State = DatabaseState.Restoring,
            RecoveryModel = RecoveryModel.Full,
            RedoStartLsn = LogEnd(database, restored),
            RedoStartFork = Fork,
            SourceDatabase = targets[database].Source,
            Files = Files(targets[database].Database),
        };
}

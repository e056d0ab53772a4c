using BizTalkDR.Backups;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>One database of the modelled production: its log, its forks, and the backups it writes.</summary>
internal sealed class SourceDatabase(string name, decimal firstLsn, SourceClock clock)
{
    private readonly Dictionary<string, MarkPlace> marks = [];
    private readonly Dictionary<string, (decimal LogStart, Guid Fork)> archiveAtMark = [];
    private readonly List<(decimal Lsn, Guid Fork)> bulk = [];
    private decimal lsn = firstLsn;
    private decimal archived = firstLsn;
    private Guid fork = Guid.NewGuid();
    private Guid archivedFork;
    private decimal? forkPoint;
    private BackupHeader? differentialBase;
    private int files;

    public string Name => name;

    public DatabaseKey Key => HistoryBuilder.Key(name);

    public MarkPlace? Mark(string mark) => marks.TryGetValue(mark, out var place) ? place : null;

    public void Work(int amount) => lsn += amount;

    public void BulkWork()
    {
        lsn += 2;
        bulk.Add((lsn, fork));
        lsn += 1;
    }

    public void SetMark(string mark)
    {
        lsn += 1;
        marks[mark] = new MarkPlace(lsn, fork);
        archiveAtMark[mark] = (archived, archivedFork == Guid.Empty ? fork : archivedFork);
    }

    public decimal Position => lsn;

    public Guid Fork => fork;

    public BackupFile Full(decimal begun, bool copyOnly)
    {
        var header = Header(BackupType.Full, begun, lsn) with { IsCopyOnly = copyOnly, CheckpointLSN = begun };
        if (!copyOnly)
            differentialBase = header;
        return File(header, 40);
    }

    public BackupFile? Differential() =>
        differentialBase is null
            ? null
            : File(
                Header(BackupType.Differential, lsn, lsn + 1) with
                {
                    CheckpointLSN = lsn,
                    DifferentialBaseGUID = differentialBase.BackupSetGUID,
                    DifferentialBaseLSN = differentialBase.CheckpointLSN,
                    LastLSN = lsn += 1,
                },
                8
            );

    public BackupFile Log(bool copyOnly, int size)
    {
        var header = Header(BackupType.Log, archived, lsn) with { IsCopyOnly = copyOnly };
        if (archivedFork != Guid.Empty && archivedFork != fork)
            header = header with { FirstRecoveryForkID = archivedFork, ForkPointLSN = forkPoint };
        if (bulk.Any(each => each.Lsn > header.FirstLSN && each.Lsn <= header.LastLSN && each.Fork == header.RecoveryForkID))
            header = header with { HasBulkLoggedData = true };
        if (!copyOnly)
            (archived, archivedFork, forkPoint) = (lsn, fork, null);
        return File(header, size);
    }

    /// <summary>Production itself is restored to a mark and recovered: a new fork begins there.</summary>
    public void RecoverTo(string mark, bool keepsLogStart)
    {
        if (Mark(mark) is not { } place)
            return;
        var start = archiveAtMark[mark];
        fork = Guid.NewGuid();
        // The recovery itself writes log.
        lsn = place.Lsn + 2;
        forkPoint = place.Lsn;
        // The first log of the new fork begins where the fork does, or where the log began that held the mark.
        archived = keepsLogStart && start.Fork == place.Fork ? start.LogStart : place.Lsn;
        archivedFork = place.Fork;
        // Its pages still know the full backup that they changed since.
        if (differentialBase?.LastLSN > place.Lsn)
            differentialBase = null;
        bulk.RemoveAll(each => each.Fork != place.Fork || each.Lsn > place.Lsn);
    }

    private BackupHeader Header(BackupType type, decimal first, decimal last) =>
        new()
        {
            DatabaseName = name,
            BackupType = type,
            FirstLSN = first,
            LastLSN = last,
            FirstRecoveryForkID = fork,
            RecoveryForkID = fork,
            BackupSetGUID = Guid.NewGuid(),
            BackupStartDate = clock.Now,
            BackupFinishDate = clock.Now,
            RecoveryModel = "FULL",
            SoftwareVersionMajor = 15,
        };

    private BackupFile File(BackupHeader header, int size) =>
        new()
        {
            Database = Key,
            ServerName = HistoryBuilder.Server,
            Type = header.BackupType,
            Paths = [$@"\\FILES\{name}_{header.BackupType}_{++files}.bak"],
            BackupDate = header.BackupFinishDate,
            Header = header with { BackupSize = size },
        };
}

/// <summary>The one clock of the modelled production; its marks are named in UTC, its backups are dated in local time.</summary>
internal sealed class SourceClock
{
    public DateTime Now { get; private set; } = new(2026, 11, 21, 10, 0, 0);

    public void Tick() => Now = Now.AddSeconds(10);

    public string MarkName() =>
        Now.AddHours(-1).ToString("'BTS_'yyyy_MM_dd_HH_mm_ss_fff", System.Globalization.CultureInfo.InvariantCulture);
}

using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>Turns the progress of single backups and verifications into that of the set.</summary>
internal sealed class BackupTracker(IReadOnlyCollection<DatabaseKey> databases, bool verify, IProgress<DatabaseSetProgress>? progress)
{
    private readonly object gate = new();
    private readonly Dictionary<(DatabaseKey, string), int> percents = [];
    private readonly int activities = Math.Max(databases.Count * (verify ? 2 : 1), 1);

    public void Report(DatabaseKey database, string activity, int percent)
    {
        if (progress is null)
            return;
        int overall;
        lock (gate)
        {
            percents[(database, activity)] = percent;
            overall = percents.Values.Sum() / activities;
        }
        progress.Report(new DatabaseSetProgress(database, activity, percent, overall));
    }
}

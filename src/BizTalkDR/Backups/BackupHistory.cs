using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>All that is known of a group's backups.</summary>
public sealed record BackupHistory
{
    /// <summary>The job's sets in the order of their ids.</summary>
    public IReadOnlyList<BackupSet> Sets { get; init; } = [];

    /// <summary>Whether it begins with the first set that the tables know; if not, older ones were not read (<see cref="HistoryExtent"/>).</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Backups that belong to no set of the job (taken by hand or by other tools), as far as known.</summary>
    public IReadOnlyList<BackupFile> OtherBackups { get; init; } = [];

    /// <summary>Where marks lie in the logs, as far as the source instances tell.</summary>
    public IReadOnlyList<LoggedMark> Marks { get; init; } = [];

    /// <summary>Where the history was read, best source first.</summary>
    public IReadOnlyList<HistorySource> Sources { get; init; } = [];

    /// <summary>What the readers noticed, one sentence each; contradictions of one kind are summed up in one.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>In what the sources contradict each other, each by itself.</summary>
    public IReadOnlyList<BackupContradiction> Contradictions { get; init; } = [];

    /// <summary>Every database that the history knows.</summary>
    public IReadOnlyList<DatabaseKey> Databases =>
        [.. Sets.SelectMany(set => set.Databases).Concat(OtherBackups.Select(file => file.Database)).Distinct().OrderBy(key => key)];

    /// <summary>
    /// The databases of the group as the newest complete sets know them, server by server: a destination that lags behind with its copy of the
    /// history must not make the databases it takes fall out of the group.
    /// </summary>
    internal IReadOnlyList<DatabaseKey> CurrentDatabases()
    {
        var newest = new Dictionary<string, BackupSet>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in Sets.Where(set => set.IsComplete).OrderBy(set => set.SetId))
        {
            foreach (var file in set.Files)
                newest[file.Database.Server] = set;
        }
        return
        [
            .. newest
                .SelectMany(pair =>
                    pair.Value.Databases.Where(key => string.Equals(key.Server, pair.Key, StringComparison.OrdinalIgnoreCase))
                )
                .Distinct()
                .OrderBy(key => key),
        ];
    }

    /// <summary>A history of one complete full set, as the engine's own backups of step 7 are.</summary>
    public static BackupHistory OfFullBackups(IEnumerable<BackupFile> files) =>
        new()
        {
            Sets =
            [
                new BackupSet
                {
                    SetId = 1,
                    Type = BackupType.Full,
                    IsComplete = true,
                    Files = [.. files],
                    Source = HistorySource.Engine,
                },
            ],
            Sources = [HistorySource.Engine],
        };
}

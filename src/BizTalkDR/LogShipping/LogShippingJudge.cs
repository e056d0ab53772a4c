using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.LogShipping;

/// <summary>Tells from what a destination and its source know how far log shipping is. Pure.</summary>
/// <param name="observed">What the destination says.</param>
/// <param name="source">The source's own history; null while it can't be asked.</param>
/// <param name="directory">Resolves server names.</param>
internal sealed class LogShippingJudge(LogShippingObservations observed, BackupHistory? source, InstanceDirectory directory)
{
    private readonly List<string> warnings = [.. observed.Warnings];

    public LogShippingStatus Judge()
    {
        if (observed.Failure is { } failure)
            return new LogShippingStatus { Instance = observed.Instance, Failure = failure };
        var known = observed.Known?.Sets ?? [];
        var shipped = observed.Known?.CurrentDatabases() ?? [];
        var sets = Together(known, source?.Sets ?? []);
        var databases = shipped.Select(key => Database(key, sets)).ToList();
        var last =
            databases.Count > 0 && databases.All(database => database.LastRestoredSet is not null)
                ? databases.Min(database => database.LastRestoredSet)
                : null;
        CompareWithRecord(last);
        return new LogShippingStatus
        {
            Instance = observed.Instance,
            IsConfigured = observed.IsConfigured,
            Sources = observed.Sources,
            LastRestoredSet = last,
            LastRestoredMark = sets.FirstOrDefault(set => set.SetId == last)?.MarkName,
            LastRestoredAt = databases.Max(database => database.LastRestoredAt),
            RecordedSet = observed.RecordedSet,
            NewestKnownSet = CompleteLogs(known).LastOrDefault()?.SetId,
            NewestSourceSet = source is null ? null : CompleteLogs(source.Sets).LastOrDefault()?.SetId,
            NewestMark = CompleteLogs(sets).LastOrDefault()?.MarkName,
            SetsBehind = databases.Any(database => database.SetsBehind is null) ? null : databases.Max(database => database.SetsBehind),
            TimeBehind = databases.Any(database => database.SetsBehind is null) ? null : databases.Max(database => database.TimeBehind),
            Jobs = [.. observed.Jobs.Select(job => job.Job).Where(job => LogShippingJobs.Kinds.Any(kind => kind.Kind == job.Kind))],
            Blocked = Block(databases),
            Databases = databases,
            Warnings = warnings,
        };
    }

    private LogShippingDatabase Database(DatabaseKey key, IReadOnlyList<BackupSet> sets)
    {
        var position = observed.Positions.FirstOrDefault(candidate => IsCopy(candidate, key));
        var own = sets.Where(set => set.Databases.Contains(key)).ToList();
        var last = position?.LastRestore?.FileName is { } name
            ? own.LastOrDefault(set => set.Files.Any(file => file.Database == key && file.FileName.SameAs(name)))
            : null;
        // The newest log set waits for the next one, always.
        var restorable = CompleteLogs(own).Reverse().Skip(1).Reverse().ToList();
        var waiting = last is null ? null : restorable.Where(set => set.SetId > last.SetId).ToList();
        return new LogShippingDatabase
        {
            Instance = observed.Instance,
            Database = position?.Database ?? key.Name,
            Source = key,
            State = position?.State ?? DatabaseState.Missing,
            LastRestoredSet = last?.SetId,
            LastRestoredMark = last?.MarkName,
            LastRestoredFile = position?.LastRestore?.Path,
            LastRestoredAt = position?.LastRestore?.RestoredAt,
            SetsBehind = waiting?.Count,
            TimeBehind = waiting is null ? null : Span(last!, waiting.LastOrDefault()),
            NextFile =
                waiting is { Count: > 0 } ? waiting[0].Files.First(file => file.Database == key).Path
                : last is null
                    ? own.LastOrDefault(set => set is { Type: BackupType.Full, IsComplete: true })
                        ?.Files.First(file => file.Database == key)
                        .Path
                : null,
        };
    }

    private bool IsCopy(DatabasePosition position, DatabaseKey key)
    {
        if (position.SourceDatabase is not { } recorded || !recorded.Name.SameAs(key.Name))
            return false;
        var resolved = directory.Find(recorded.Server, InstanceSide.Source)?.Instance.Name ?? recorded.Server;
        // While the source is down nobody can resolve an alias; the name has to do then.
        return resolved.SameAs(key.Server) || directory.Find(recorded.Server, InstanceSide.Source) is null;
    }

    private void CompareWithRecord(long? last)
    {
        if (last is { } restored && observed.RecordedSet is { } recorded && recorded > restored)
            warnings.Add($"bts_LogShippingLastRestoreSet says set {recorded}, but a database was restored to set {restored} only.");
    }

    private LogShippingBlock? Block(List<LogShippingDatabase> databases)
    {
        var job = observed.Jobs.FirstOrDefault(each => each.Job.Kind == JobKind.RestoreDatabases);
        if (job is null || job.Job.LastOutcome != JobOutcome.Failed)
            return null;
        var reason = job.FailureText ?? "The restore job failed and left no message.";
        // A copy that takes no restore keeps log shipping up, whatever file would come next.
        var closed = databases.FirstOrDefault(database =>
            database.State is not (DatabaseState.Restoring or DatabaseState.Standby or DatabaseState.Missing)
        );
        if (closed is not null)
            return new LogShippingBlock(closed.Database, null, reason);
        var behind = databases
            .Where(database => database.SetsBehind is null or > 0)
            .OrderBy(database => database.LastRestoredSet ?? long.MinValue)
            .FirstOrDefault();
        return new LogShippingBlock(behind?.Database, behind?.NextFile, reason);
    }

    /// <summary>The sets of both sides; where both know one, the destination tells where the file is read, the source whether it is complete.</summary>
    private static IReadOnlyList<BackupSet> Together(IReadOnlyList<BackupSet> known, IReadOnlyList<BackupSet> written) =>
        written.Count == 0
            ? known
            :
            [
                .. known
                    .Where(set => !written.Any(other => other.SetId == set.SetId && other.Type == set.Type))
                    .Concat(
                        written.Select(set =>
                            known.FirstOrDefault(other =>
                                other.SetId == set.SetId && other.Type == set.Type && other.MarkName.SameAs(set.MarkName)
                            )
                                is { } copy
                                ? set with
                                {
                                    Files =
                                    [
                                        .. copy.Files,
                                        .. set.Files.Where(file => copy.Files.All(mine => mine.Database != file.Database)),
                                    ],
                                }
                                : set
                        )
                    )
                    .OrderBy(set => set.SetId),
            ];

    private static IEnumerable<BackupSet> CompleteLogs(IEnumerable<BackupSet> sets) =>
        sets.Where(set => set is { Type: BackupType.Log, IsComplete: true });

    private static TimeSpan? Span(BackupSet from, BackupSet? to) =>
        to is null ? TimeSpan.Zero
        : Time(from) is { } start && Time(to) is { } end ? end - start
        : null;

    private static DateTime? Time(BackupSet set) => (set.MarkName is { } mark ? MarkName.Time(mark) : null) ?? set.BackupDate;
}

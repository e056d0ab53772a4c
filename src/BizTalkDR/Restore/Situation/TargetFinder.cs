using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Situation;

/// <summary>Tells which database of the history is restored where: to the copy of it that is there, else to the instance that holds its neighbours.</summary>
internal sealed class TargetFinder(
    Topology topology,
    InstanceDirectory directory,
    IReadOnlyList<DatabasePosition> positions,
    RestoreSituationOptions options
)
{
    private readonly List<string> warnings = [];
    private Dictionary<DatabaseKey, HashSet<Guid>> families = [];

    public IReadOnlyList<string> Warnings => warnings;

    public IReadOnlyList<RestoreTarget> Find(BackupHistory history)
    {
        var sources = history.CurrentDatabases();
        if (sources.Count == 0)
            throw Empty(history);
        families = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file => file.Header?.FamilyGUID is { } family && family != Guid.Empty)
            .GroupBy(file => file.Database)
            .ToDictionary(files => files.Key, files => new HashSet<Guid>(files.Select(file => file.Header!.FamilyGUID!.Value)));
        var copies = sources.ToDictionary(source => source, source => Copy(source, sources));
        return [.. sources.Select(source => Target(source, copies))];
    }

    private RestoreTarget Target(DatabaseKey source, Dictionary<DatabaseKey, DatabasePosition?> copies)
    {
        var instance = copies[source]?.Instance ?? InstanceFor(source, copies);
        var database = MappedName(source, copies.Keys) ?? copies[source]?.Database ?? source.Name;
        var key = new DatabaseKey(instance, database);
        return new RestoreTarget
        {
            Source = source,
            Instance = instance,
            Database = database,
            Relocation = Relocation(database, isThere: positions.Any(position => position.Key == key)),
        };
    }

    private FileRelocation Relocation(string database, bool isThere)
    {
        var wished = (options.Relocation ?? FileRelocation.Keep).For(database);
        // Nobody said otherwise: what replaces a database goes where that one lies.
        return isThere && wished.Kind == FileRelocationKind.Keep ? wished with { Kind = FileRelocationKind.ExistingFiles } : wished;
    }

    private string? MappedName(DatabaseKey source, IEnumerable<DatabaseKey> sources)
    {
        if (options.DatabaseMap.TryGetValue(source.ToString(), out var name))
            return name;
        if (!options.DatabaseMap.TryGetValue(source.Name, out name))
            return null;
        var same = sources.Where(each => string.Equals(each.Name, source.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (same.Count == 1)
            return name;
        throw new GroupException("DatabaseMapAmbiguous", $"{source.Name} is the name of {same.Count} databases: {string.Join(", ", same)}.")
        {
            Database = source.Name,
            Remedy = "Name the one to be renamed with its server: " + same[0] + ".",
        };
    }

    private DatabasePosition? Copy(DatabaseKey source, IReadOnlyList<DatabaseKey> sources)
    {
        if (options.Side == InstanceSide.Source)
            return positions.FirstOrDefault(position => position.Key == source);
        var candidates = positions.Where(position => IsCopyOf(position, source, sources)).ToList();
        if (candidates.Count > 1)
        {
            warnings.Add(
                $"{source} has copies on {string.Join(" and ", candidates.Select(each => each.Instance))}; the one on {candidates[0].Instance} is taken."
            );
        }
        return candidates.FirstOrDefault();
    }

    private bool IsCopyOf(DatabasePosition position, DatabaseKey source, IReadOnlyList<DatabaseKey> sources)
    {
        if (position.SourceDatabase is not { } recorded)
            return false;
        if (ByFamily(position, source, sources) is { } isSame)
            return isSame;
        if (!string.Equals(recorded.Name, source.Name, StringComparison.OrdinalIgnoreCase))
            return false;
        var identity = directory.Find(recorded.Server, InstanceSide.Source);
        var resolved = identity?.Instance.Name ?? recorded.Server;
        if (string.Equals(resolved, source.Server, StringComparison.OrdinalIgnoreCase))
            return true;
        // An alias that nobody can resolve while production is down: the name decides where it is the only one.
        var isOnlyOne = sources.Count(each => string.Equals(each.Name, source.Name, StringComparison.OrdinalIgnoreCase)) == 1;
        return isOnlyOne && identity?.Side != InstanceSide.Destination;
    }

    // All copies of a database share its family, whatever they and their servers are called. Two databases of one family are told apart by name.
    private bool? ByFamily(DatabasePosition position, DatabaseKey source, IReadOnlyList<DatabaseKey> sources)
    {
        if (position.LastRestore?.FamilyGuid is not { } restored || !families.TryGetValue(source, out var own))
            return null;
        if (!own.Contains(restored))
            return false;
        return sources.Count(each => families.TryGetValue(each, out var theirs) && theirs.Contains(restored)) == 1 ? true : null;
    }

    private string InstanceFor(DatabaseKey source, Dictionary<DatabaseKey, DatabasePosition?> copies)
    {
        if (options.Side == InstanceSide.Source)
            return source.Server;
        if (options.InstanceMap.TryGetValue(source.Server, out var mapped))
            return mapped;
        var instances = topology.Instances(options.Side);
        if (instances.Count == 1)
            return instances[0].Name;
        var neighbours = copies
            .Where(pair => pair.Value is not null && string.Equals(pair.Key.Server, source.Server, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Value!.Instance)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return neighbours.Count == 1 ? neighbours[0] : throw NoInstance(source);
    }

    private GroupException NoInstance(DatabaseKey source) =>
        new(
            "NoTargetInstance",
            $"{source} has no copy on the {options.Side.ToString().ToLowerInvariant()} side, and it can't be told which instance shall restore it."
        )
        {
            Server = source.Server,
            Database = source.Name,
            Remedy = $"Say which instance restores the databases of {source.Server}: -InstanceMap @{{ '{source.Server}' = '...' }}.",
        };

    private static BackupHistoryException Empty(BackupHistory history) =>
        history is { Sets.Count: 0, OtherBackups.Count: > 0 } ? WithoutMarks(history) : WithoutSets();

    private static BackupHistoryException WithoutMarks(BackupHistory history) =>
        new(
            "NoMarksKnown",
            $"{history.OtherBackups.Count} backups are known, but none belongs to a set of the backup job: neither the name of a file nor a row tells a mark. "
                + "A property MarkName of the log backups' headers tells it, or adm_BackupHistory, or names as the job gives them to its files."
        )
        {
            Remedy =
                "Name the topology, so that the management database is asked; give the files under the names that the backup job gave them "
                + "(<SERVER>_<DATABASE>_Log_<mark>.bak); or add a property MarkName to the headers of the log backups.",
            DocumentationUri = Documentation.LogShipping,
        };

    private static BackupHistoryException WithoutSets() =>
        new("NoBackups", "The backup history holds no complete set.")
        {
            Remedy = "Check that the backup job has run and that the right management database was read.",
            DocumentationUri = Documentation.BackupSets,
        };
}

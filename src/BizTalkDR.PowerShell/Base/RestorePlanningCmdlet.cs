using System.Collections;
using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that plan a restore: to which mark, from where, and where the files go.</summary>
public abstract class RestorePlanningCmdlet : BtsHistoryCmdlet
{
    private readonly List<LogMark> marks = [];

    /// <summary>The mark; without it the recommended one.</summary>
    [Parameter(Position = 1)]
    [Alias("MarkName", "StopMark", "StopAtMark")]
    [ArgumentCompleter(typeof(MarkCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Mark { get; set; }

    /// <summary>Where the name of the mark occurs more than once: the id of its backup set.</summary>
    [Parameter]
    [Alias("SetId")]
    public long? MarkSetId { get; set; }

    /// <summary>Where the name of the mark occurs more than once: the first one at or after this time.</summary>
    [Parameter]
    [Alias("StopAfterDate")]
    public DateTime? MarkAfter { get; set; }

    /// <summary>The side that is restored.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>Where to begin: where the databases stand, or with full backups.</summary>
    [Parameter]
    public RestoreStart Start { get; set; } = RestoreStart.Auto;

    /// <summary>Whether databases that are not restoring may be overwritten.</summary>
    [Parameter]
    [Alias("WithReplace", "ReplaceExisting")]
    public SwitchParameter Replace { get; set; }

    /// <summary>Whether the databases stay RESTORING at the mark.</summary>
    [Parameter]
    [Alias("LeaveRestoring")]
    public SwitchParameter NoRecovery { get; set; }

    /// <summary>The folder of data files, for databases that start over.</summary>
    [Parameter]
    [Alias("DestinationDataDirectory")]
    [ValidateNotNullOrEmpty]
    public string? DataDirectory { get; set; }

    /// <summary>The folder of log files, for databases that start over; the folder of data files without it.</summary>
    [Parameter]
    [Alias("DestinationLogDirectory")]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>Whether the files of databases that start over go to the default folders of their instances.</summary>
    [Parameter]
    public SwitchParameter UseDestinationDefaultDirectories { get; set; }

    /// <summary>Exact paths: a hashtable of logical name and path, or of database and such a hashtable.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? FileMapping { get; set; }

    /// <summary>Which instance restores databases that it does not have yet: a hashtable of source instance and restoring instance.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? InstanceMap { get; set; }

    /// <summary>Other names at the destination: a hashtable of database (or SERVER/database) and new name.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? DatabaseMap { get; set; }

    private protected override InstanceSide SideOfInstances => Side;

    /// <summary>The marks that were piped in.</summary>
    private protected IReadOnlyCollection<LogMark> PipedMarks => marks;

    private protected override bool TryTake(object input)
    {
        if (input is not LogMark mark)
            return false;
        marks.Add(mark);
        return true;
    }

    /// <summary>Reads the situation and plans in it; what the readers noticed is written as warnings.</summary>
    /// <param name="session">The instances and the history.</param>
    /// <param name="offline">Whether no instance is asked.</param>
    private protected RestorePlanResult MakePlan(HistorySession session, bool offline)
    {
        var mark = WishedMark();
        foreach (var parameter in new[] { MarkAfter is null ? null : nameof(MarkAfter), MarkSetId is null ? null : nameof(MarkSetId) })
        {
            if (parameter is not null && mark is null)
                throw Wrong($"-{parameter} tells which of several marks of one name is meant, and no name was given.", "Give -Mark, too.");
        }
        var options = new RestoreSituationOptions
        {
            Side = Side,
            History = session.History,
            Offline = offline,
            MarkName = mark,
            Relocation = ReadRelocation(),
            InstanceMap = ReadMap(InstanceMap, nameof(InstanceMap)),
            DatabaseMap = ReadMap(DatabaseMap, nameof(DatabaseMap)),
        };
        if (session.Topology.HasInstances)
            CheckInstances(session.Topology, options.InstanceMap.Values);
        var situation = WaitFor(
            "Reading backups and databases",
            $"{session.Topology}",
            stop => session.Engine.ReadSituation(session.Topology, options, stop)
        );
        WriteWarnings(situation.Warnings);
        var wish = situation.Wish(mark) with
        {
            MarkSetId = WishedSet(),
            MarkAfter = MarkAfter,
            Start = Start,
            ReplaceExisting = Replace.IsPresent,
            LeaveRestoring = NoRecovery.IsPresent,
        };
        return situation.MakePlan(wish);
    }

    private string? WishedMark()
    {
        var names = marks.Select(mark => mark.Name).Append(Mark).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 1
            ? throw Wrong(
                $"{names.Count} marks were given: {names[0]} to {names[names.Count - 1]}.",
                "Give one: all databases go to the same mark. Get-BtsLogMark -Recommended finds the recommended one."
            )
            : names.FirstOrDefault();
    }

    // A mark that comes from Get-BtsLogMark is the one of its set, whatever others are called.
    private long? WishedSet()
    {
        var sets = marks
            .Where(mark => mark.SetId > 0)
            .Select(mark => (long?)mark.SetId)
            .Append(MarkSetId)
            .Where(id => id is not null)
            .Distinct()
            .ToList();
        return sets.Count > 1
            ? throw Wrong(
                $"The marks given are of {sets.Count} sets: {string.Join(", ", sets)}.",
                "Give one: all databases go to the same mark of the same set."
            )
            : sets.FirstOrDefault();
    }

    private FileRelocation? ReadRelocation()
    {
        var toDefaults = UseDestinationDefaultDirectories.IsPresent;
        if (toDefaults && (DataDirectory ?? LogDirectory) is not null)
            throw Wrong("Folders were given, and the default folders were asked for.", "Give one or the other.");
        if (DataDirectory is null && LogDirectory is not null)
            throw Wrong("-LogDirectory was given without -DataDirectory.", "Give the folder of the data files, too.");
        if (!toDefaults && DataDirectory is null && FileMapping is null)
            return null;
        var relocation =
            toDefaults ? new FileRelocation { Kind = FileRelocationKind.DefaultFolders }
            : DataDirectory is null ? FileRelocation.Keep
            : FileRelocation.ToFolders(DataDirectory, LogDirectory);
        return relocation with
        {
            Exact = ReadMap(FileMapping, nameof(FileMapping), value => value is not IDictionary),
            ExactByDatabase = FilesByDatabase(),
        };
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> FilesByDatabase()
    {
        var files = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in FileMapping ?? [])
        {
            if (entry.Value is not null && Unwrapped.Of(entry.Value) is IDictionary inner)
                files[entry.Key.ToString()!] = ReadMap(inner, $"{nameof(FileMapping)}: {entry.Key}");
        }
        return files;
    }

    // Logical names may differ in nothing but case, so file names keep it; a hashtable of PowerShell does not tell them apart anyway.
    private Dictionary<string, string> ReadMap(IDictionary? table, string parameter, Func<object, bool>? isWanted = null)
    {
        var isFiles = parameter.StartsWith(nameof(FileMapping), StringComparison.Ordinal);
        var map = new Dictionary<string, string>(isFiles ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            var value = entry.Value is null ? null : Unwrapped.Of(entry.Value);
            if (value is not null && isWanted?.Invoke(value) == false)
                continue;
            if (value?.ToString() is not { Length: > 0 } text)
                throw Wrong($"-{parameter}: '{entry.Key}' has no value.", $"Give a value for '{entry.Key}', or leave it out.");
            if (isFiles && !ServerPath.IsFull(text))
                throw Wrong(
                    $"-{parameter}: {text} is no full path.",
                    @"Give the path as the restoring instance sees it: E:\Data\Orders.mdf."
                );
            map[entry.Key.ToString()!] = text;
        }
        return map;
    }

    private void CheckInstances(Topology topology, IEnumerable<string> names)
    {
        var known = topology.Instances(Side);
        foreach (var name in names.Where(name => !known.Any(each => string.Equals(each.Name, name, StringComparison.OrdinalIgnoreCase))))
            throw Wrong(
                $"-InstanceMap names '{name}', which is not an instance of the {Side.ToString().ToLowerInvariant()} side.",
                "Use one of: " + string.Join(", ", known) + "."
            );
    }

    private static BizTalkDRException Wrong(string message, string remedy) =>
        new("PlanParameterWrong", ErrorKind.Configuration, message) { Remedy = remedy };
}

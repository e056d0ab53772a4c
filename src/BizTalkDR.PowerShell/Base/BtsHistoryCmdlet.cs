using System.Collections;
using System.Data;
using System.Management.Automation;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>
/// The base of the cmdlets that work on a backup history: where it is read, besides the group's tables. What is piped in is told apart by what
/// it is: a topology (or the path of its file), a backup file or folder, or the header of a backup.
/// </summary>
public abstract class BtsHistoryCmdlet : BtsConnectionCmdlet
{
    private const int DeepestList = 16;
    private readonly List<TopologyArgument> topologies = [];
    private readonly List<IReadOnlyDictionary<string, object?>> headers = [];
    private readonly List<object> paths = [];
    private bool taken;
    private bool refused;

    private static readonly Type[] CopiedTypes = [typeof(RestorePlan), typeof(Topology), typeof(LogMark), typeof(BackupSet)];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = TopologySet, Position = 0)]
    public override TopologyArgument? Topology { get; set; }

    /// <summary>Backup files, folders or shares, and tables of folders that were moved: old folder = new folder.</summary>
    [Parameter]
    [Alias("BackupFolder")]
    [ValidateNotNullOrEmpty]
    public object[]? BackupPath { get; set; }

    /// <summary>The sources of the history; without it all that can be reached.</summary>
    [Parameter]
    public HistorySources HistorySource { get; set; }

    /// <summary>Topologies, backup files, or objects with the properties of RESTORE HEADERONLY.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Header")]
    public object? InputObject { get; set; }

    /// <summary>Does it, once for each topology.</summary>
    private protected abstract void Run(HistorySession session);

    /// <summary>Takes what was piped in, if it is of a kind that only this cmdlet knows.</summary>
    private protected virtual bool TryTake(object input) => false;

    private protected sealed override void Process()
    {
        if (InputObject is not { } input)
            return;
        refused = true;
        Take(input);
        (taken, refused) = (true, false);
    }

    private protected sealed override void End()
    {
        if (refused)
            return;
        // A plan that could not be imported, or a mark that does not exist, must not become "no wish at all".
        if (!taken && Runtime.ExpectsInput)
            throw NothingPiped();
        var options = ReadOptions();
        if (topologies.Count == 0)
            Run(Session(options));
        foreach (var topology in topologies)
        {
            Topology = topology;
            RunOne(options, topology);
        }
    }

    /// <summary>Says that there are older sets than those that were read, and how to read them.</summary>
    private protected void WriteOlder(BackupHistory history)
    {
        if (!history.IsWhole && history.Sets.Count > 0)
            WriteWarnings([
                $"Sets before {history.Sets[0].SetId} were not read: only the newest of a long history are. -All reads every one, -Mark finds any by its name.",
            ]);
    }

    private void RunOne(BackupHistoryOptions options, TopologyArgument topology)
    {
        try
        {
            Run(Session(options));
        }
        catch (BizTalkDRException failure) when (!FailuresEndTheCommand)
        {
            WriteFailure(failure, topology.ToString());
        }
    }

    private HistorySession Session(BackupHistoryOptions options)
    {
        if (Topology is not null || InstancesGiven.Count > 0)
        {
            var session = Connect();
            return new HistorySession(session.Topology, session.Engine, options);
        }
        if (options.BackupPaths.Count + options.PathMap.Count + options.Headers.Count == 0)
            throw NothingGiven();
        return new HistorySession(
            BizTalkDR.Topologies.Topology.WithoutInstances,
            Surroundings.CreateEngine(ReadSettings().BuildCredentials()),
            options
        );
    }

    private void Take(object given, int level = 0)
    {
        if (level > DeepestList)
            throw new BizTalkDRException(
                "ListWithoutEnd",
                ErrorKind.Configuration,
                $"What came through the pipeline is a list that holds itself, or lists within lists more than {DeepestList} deep."
            )
            {
                Remedy = "Pipe in the headers themselves, one by one or as one list.",
            };
        var input = Unwrapped.Of(given);
        if (TryTake(input))
            return;
        switch (input)
        {
            case Topology topology:
                topologies.Add(new TopologyArgument(topology));
                break;
            case TopologyArgument topology:
                topologies.Add(topology);
                break;
            case string path:
                topologies.Add(new TopologyArgument(path));
                break;
            case FileInfo { Extension: var extension } file when string.Equals(extension, ".json", StringComparison.OrdinalIgnoreCase):
                topologies.Add(new TopologyArgument(file));
                break;
            case FileSystemInfo file:
                paths.Add(file);
                break;
            // Windows PowerShell's ConvertFrom-Json writes an array as one object.
            case IList several:
                foreach (var each in several.OfType<object>())
                    Take(each, level + 1);
                break;
            case DataTable table:
                headers.AddRange(table.Rows.Cast<DataRow>().Select(Columns));
                break;
            default:
                if (Runtime.DeserializedType(given) is { } type && CopiedTypes.FirstOrDefault(each => each.FullName == type) is { } copied)
                    throw Copy(copied);
                headers.Add(Runtime.Properties(given));
                break;
        }
    }

    private static Dictionary<string, object?> Columns(DataRow row) =>
        row
            .Table.Columns.Cast<DataColumn>()
            .ToDictionary(column => column.ColumnName, column => (object?)row[column], StringComparer.OrdinalIgnoreCase);

    private BackupHistoryOptions ReadOptions()
    {
        var folders = new List<string>();
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in (BackupPath ?? []).Concat(paths).Select(Unwrapped.Of))
        {
            if (given is IDictionary table)
            {
                foreach (DictionaryEntry entry in table)
                    map[entry.Key.ToString()!] = MappedFolder(entry.Value);
            }
            else
            {
                folders.Add(given is FileSystemInfo file ? file.FullName : Runtime.ResolvePath(given.ToString()!));
            }
        }
        return new BackupHistoryOptions
        {
            Sources = HistorySource,
            BackupPaths = folders,
            PathMap = map,
            Headers = headers,
        };
    }

    // The new folder is a path of the restoring instance: only what is relative here, or on a drive of PowerShell's own, is made absolute.
    private string MappedFolder(object? value)
    {
        var folder = value is null ? "" : Unwrapped.Of(value).ToString() ?? "";
        if (folder.Length == 0)
            throw new BizTalkDRException(
                "BackupPathNotUsable",
                ErrorKind.Configuration,
                "-BackupPath: a folder of the table has no new folder."
            )
            {
                Remedy = @"Give a table of old and new folders: -BackupPath @{ '\\old\share' = 'D:\found' }.",
            };
        return ServerPath.IsFull(folder) ? folder : Runtime.ResolvePath(folder);
    }

    private static BizTalkDRException NothingPiped() =>
        new("NothingPiped", ErrorKind.Configuration, "Nothing came through the pipeline, so nothing is done.")
        {
            Remedy = "See why the command before this one wrote nothing. To work without its output, leave it out.",
        };

    private static BizTalkDRException Copy(Type type) =>
        new(
            "CopyPiped",
            ErrorKind.Configuration,
            $"What came through the pipeline was a {type.Name} before it went through Export-Clixml, a job or a remote session; it is a mere copy of its properties now."
        )
        {
            Remedy =
                "Use it in the session where it was made. Plans and topologies are kept as files: Export-BtsRestorePlan, Export-BtsTopology.",
        };

    /// <summary>What is said when there is nothing to work on.</summary>
    private protected virtual BizTalkDRException NothingGiven() =>
        new(
            "NothingToRead",
            ErrorKind.Configuration,
            "Neither a topology nor instances nor backups were given: there is nothing to read a history from."
        )
        {
            Remedy = "Give -Topology or -SqlInstance; or -BackupPath, or pipe in headers, to work from backups alone.",
        };
}

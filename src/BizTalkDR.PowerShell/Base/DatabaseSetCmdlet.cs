using System.Management.Automation;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Completion;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that act on a group's databases together: those of one side, or those piped in.</summary>
public abstract class DatabaseSetCmdlet : BtsConnectionCmdlet
{
    /// <summary>The parameter set in which the databases are given.</summary>
    private protected const string ObjectSet = "InputObject";

    private readonly List<BizTalkDatabase> databases = [];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ObjectSet)]
    public override TopologyArgument? Topology { get; set; }

    /// <summary>Databases from Get-BtsDatabase.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public BizTalkDatabase[]? InputObject { get; set; }

    /// <summary>Names of databases; wildcards are understood.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [Parameter(ParameterSetName = InstanceSet)]
    [Alias("Name", "DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected sealed override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected sealed override IReadOnlyList<string> InstancesGiven =>
        SqlInstance ?? [.. databases.Select(database => database.Key.Server).Distinct(StringComparer.OrdinalIgnoreCase)];

    private protected override bool FailuresEndTheCommand => true;

    private protected sealed override void Process()
    {
        if (InputObject is not null)
            databases.AddRange(InputObject);
        else
            databases.AddRange(ReadGroup());
    }

    private protected sealed override void End()
    {
        if (databases.Count == 0)
            throw BizTalkGroup.NotFound(Database ?? ["*"]);
        Run(Connect(), databases);
    }

    /// <summary>Does it, for all databases together.</summary>
    private protected abstract void Run(EngineSession session, IReadOnlyList<BizTalkDatabase> databases);

    /// <summary>How a set is named in a question: how many databases, and where.</summary>
    private protected static string Describe(IReadOnlyList<BizTalkDatabase> databases) =>
        databases.Count == 1
            ? Describe(databases[0])
            : $"{databases.Count} databases on {string.Join(", ", databases.Select(d => d.Key.Server).Distinct(StringComparer.OrdinalIgnoreCase))}"
                + $" ({string.Join(", ", databases.Select(d => d.Name))})";

    /// <summary>How one database is named in a question.</summary>
    private protected static string Describe(BizTalkDatabase database) => $"[{database.Name}] on {database.Key.Server}";

    private IEnumerable<BizTalkDatabase> ReadGroup()
    {
        var session = Connect();
        var group = WaitFor(
            "Reading the group's databases",
            $"{session.Topology}",
            stop => session.Engine.ReadGroup(session.Topology, SideOfInstances, stop)
        );
        WriteWarnings(group.Warnings);
        return group.Choose([.. (Database ?? []).Where(name => !NameFilter.IsPattern(name))], name => NameFilter.Matches(Database, name));
    }
}

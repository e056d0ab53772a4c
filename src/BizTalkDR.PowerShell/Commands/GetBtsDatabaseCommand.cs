using System.Management.Automation;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Lists the databases of a BizTalk group on one side.</summary>
[Cmdlet(VerbsCommon.Get, "BtsDatabase", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(BizTalkDatabase))]
public sealed class GetBtsDatabaseCommand : BtsConnectionCmdlet
{
    /// <summary>Names of databases; wildcards are understood.</summary>
    [Parameter(Position = 1)]
    [Alias("Name", "DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>The side whose databases are listed.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Source;

    /// <summary>Roles of databases.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public DatabaseRole[]? Role { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override InstanceSide SideOfInstances => Side;
    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override void Process()
    {
        var session = Connect();
        var group = WaitFor(
            "Reading the group's databases",
            $"{session.Topology}",
            stop => session.Engine.ReadGroup(session.Topology, Side, stop)
        );
        WriteWarnings(group.Warnings);
        WriteMissing(
            "Database",
            Database,
            group.Databases.Select(database => database.Name),
            "Get-BtsDatabase without -Database lists those of the group, -Side Destination those of the other side."
        );
        WriteAll(
            group.Databases.Where(d => NameFilter.Matches(Database, d.Name) && (Role is not { Length: > 0 } || Role.Contains(d.Role)))
        );
    }
}

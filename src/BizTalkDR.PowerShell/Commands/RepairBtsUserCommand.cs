using System.Collections;
using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Logins.Repair;
using BizTalkDR.Logins.Saved;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Ties users and owners of a group's databases that have no login to one.</summary>
[Cmdlet(
    VerbsDiagnostic.Repair,
    "BtsUser",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(UserRepair))]
public sealed class RepairBtsUserCommand : BtsConnectionCmdlet
{
    /// <summary>Names of databases; wildcards are understood.</summary>
    [Parameter]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>The side whose databases are meant.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>A file from Export-BtsLogin: it tells whose login an identifier was.</summary>
    [Parameter]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The login for a user: a hashtable of user (dbo for owners), login on the source or SID, and login.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? MapLogin { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Process()
    {
        var session = Connect();
        var options = new UserRepairOptions
        {
            Side = Side,
            Databases = [.. (Database ?? []).Where(name => !NameFilter.IsPattern(name))],
            IsWanted = name => NameFilter.Matches(Database, name),
            Logins = Path is null ? null : LoginFile.Load(Runtime.ResolvePath(Path), Runtime.WriteWarning),
            MapLogin = NameMap.Single(nameof(MapLogin), MapLogin),
        };
        var orphans = WaitFor(
            "Looking for orphaned users",
            $"{session.Topology}",
            stop => session.Engine.Logins.FindOrphans(session.Topology, options, stop)
        );
        if (orphans.Count == 0)
            Runtime.WriteVerbose("Every user and owner has its login.");
        foreach (var orphan in orphans)
        {
            try
            {
                Repair(session, orphan);
            }
            catch (BizTalkDRException failure)
            {
                WriteFailure(failure, orphan.User);
            }
        }
    }

    private void Repair(EngineSession session, UserRepair orphan)
    {
        if (orphan.State != UserRepairState.Repairable)
        {
            Runtime.WriteWarning(
                $"{(orphan.User.Length == 0 ? "" : $"{orphan.User} of ")}{orphan.Database} on {orphan.Instance}: {orphan.Detail} {orphan.Remedy}"
            );
            if (!Runtime.IsWhatIf)
                Runtime.WriteObject(orphan);
            return;
        }
        var target =
            $"{(orphan.IsOwner ? "the owner" : $"user {orphan.User}")} of {orphan.Database} on {orphan.Instance}, SID {orphan.Sid}";
        if (!Runtime.ShouldProcess(target, $"Tie it to login {orphan.Login}, SID {orphan.LoginSid} ({orphan.Reason})"))
            return;
        Runtime.WriteObject(
            WaitFor("Repairing users", $"{orphan.Database}", stop => session.Engine.Logins.Repair(session.Topology, orphan, stop))
        );
    }
}

using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that plan a failback or carry it out: of which group, to which mark, which steps.</summary>
public abstract class FailbackCmdlet : BtsConnectionCmdlet
{
    /// <summary>The disaster recovery instances, where -SqlInstance names production's.</summary>
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] DestinationSqlInstance { get; set; } = [];

    /// <summary>The management database of production.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    /// <summary>The computers that run BizTalk Server.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [Alias("Computer", "CN")]
    [ValidateNotNullOrEmpty]
    public string[] ComputerName { get; set; } = [];

    /// <summary>The computer that holds the master secret.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string? MasterSecretServer { get; set; }

    /// <summary>The log mark; without it the recommended one.</summary>
    [Parameter(Position = 1)]
    [Alias("MarkName", "StopMark", "StopAtMark")]
    [ArgumentCompleter(typeof(MarkCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Mark { get; set; }

    /// <summary>Where the name of the mark occurs more than once: the id of its backup set.</summary>
    [Parameter]
    [Alias("SetId")]
    public long? MarkSetId { get; set; }

    /// <summary>Whether the steps are in the page's order, 6 before 7: step 6 then takes the backups itself before it drops anything.</summary>
    [Parameter]
    public SwitchParameter DocumentedOrder { get; set; }

    /// <summary>Only these steps, by the page's numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 12)]
    public int[] Step { get; set; } = [];

    /// <summary>Not these steps.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, 12)]
    public int[] SkipStep { get; set; } = [];

    /// <summary>The folder for the full backups of step 7; without it the topology's.</summary>
    [Parameter]
    [Alias("BackupDirectory", "BackupFolder")]
    [ValidateNotNullOrEmpty]
    public string? BackupPath { get; set; }

    /// <summary>How many databases are backed up or restored at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether other sessions in the databases that are dropped or restored are ended.</summary>
    [Parameter]
    public SwitchParameter KillSession { get; set; }

    /// <summary>Controls the services instead of WMI: called with Get, Start or Stop, a computer and a service.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? ServiceScript { get; set; }

    private protected sealed override bool FailuresEndTheCommand => true;

    private protected sealed override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected sealed override ConnectionSettings ReadSettings() =>
        base.ReadSettings() with
        {
            DestinationInstances = DestinationSqlInstance,
            Computers = ComputerName,
            MasterSecretServer = MasterSecretServer,
        };

    /// <summary>What reaches the services; the script block runs on the pipeline's thread.</summary>
    private protected IServiceController CreateServices(PipelinePump pump) =>
        ServiceScript is null ? Surroundings.CreateServices() : ScriptBlockServices.Create(ServiceScript, Runtime, pump);

    /// <summary>How the failback is carried out.</summary>
    private protected FailbackOptions ReadOptions() =>
        new()
        {
            Mark = ReadMark(),
            MarkSetId = MarkSetId,
            DocumentedOrder = DocumentedOrder.IsPresent,
            ThrottleLimit = ThrottleLimit,
            EndSessions = KillSession.IsPresent,
            BackupLocation = BackupPath,
        };

    /// <summary>Which steps.</summary>
    private protected RunbookOptions ReadSteps() => new() { Only = Step, Skip = SkipStep };

    // -Resume takes no value: what stands behind it, a run or its journal, would be taken for the mark.
    private string? ReadMark()
    {
        if (Mark is null)
            return null;
        var file =
            Path.IsPathRooted(Mark) ? Mark
            : Mark.Contains(":") ? null
            : Runtime.ResolvePath(Mark);
        if (file is null || !File.Exists(file))
            return Mark;
        throw new BizTalkDRException(
            "FileTakenForMark",
            ErrorKind.Configuration,
            $"'{Mark}' is a file, and was taken for the log mark: -Resume takes no value. Nothing was changed."
        )
        {
            Remedy = $"To go on with a run, name its journal: -Resume -JournalPath '{file}'; or pipe the run from Get-BtsRun to -Resume.",
        };
    }
}

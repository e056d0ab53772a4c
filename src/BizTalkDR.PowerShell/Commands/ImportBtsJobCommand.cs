using System.Collections;
using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Jobs.Saved;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Makes the jobs of a file on the instances that take their databases.</summary>
[Cmdlet(
    VerbsData.Import,
    "BtsJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(JobImport))]
public sealed class ImportBtsJobCommand : BtsConnectionCmdlet
{
    /// <summary>The file from Export-BtsJob.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Names of jobs; wildcards are understood.</summary>
    [Parameter]
    [Alias("Job", "JobName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The instance for a source instance: a hashtable of the two names.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? MapInstance { get; set; }

    /// <summary>The database for a database of the source: a hashtable of the two names.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? MapDatabase { get; set; }

    /// <summary>The login that owns jobs whose own owner is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>Whether all jobs are disabled.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>The side that the jobs belong on.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Process()
    {
        var session = Connect();
        var jobs = JobFile.Load(Runtime.ResolvePath(Path));
        WriteMissing(
            "Job",
            Name,
            jobs.Instances.SelectMany(instance => instance.Jobs).Select(job => job.Name),
            "See (Get-Content <file> | ConvertFrom-Json).jobs.instances.jobs.name for the names."
        );
        var options = new JobImportOptions
        {
            Side = Side,
            IsWanted = name => NameFilter.Matches(Name, name),
            MapInstance = NameMap.Single(nameof(MapInstance), MapInstance),
            MapDatabase = NameMap.Single(nameof(MapDatabase), MapDatabase),
            Owner = Owner,
            IsDisabled = Disabled.IsPresent,
        };
        var plan = WaitFor(
            "Comparing jobs",
            $"{session.Topology}",
            stop => session.Engine.Jobs.Plan(session.Topology, jobs, options, stop)
        );
        WriteWarnings(plan.Warnings);
        foreach (var job in plan.Jobs)
        {
            try
            {
                Import(session, job);
            }
            catch (BizTalkDRException failure)
            {
                WriteFailure(failure, job.Name);
            }
        }
    }

    private void Import(EngineSession session, JobImport job)
    {
        if (job.SourceNames.Count > 0)
            Runtime.WriteWarning(
                $"{job.Name} on {job.Instance}: its steps name {string.Join(", ", job.SourceNames)} of the source. -MapInstance and -MapDatabase give them other names."
            );
        var done = job;
        if (job.State is JobImportState.Missing or JobImportState.Outdated)
        {
            var action =
                job.State == JobImportState.Missing
                    ? $"Create job, {(job.IsEnabled ? "enabled" : "disabled")}"
                    : $"{(job.IsEnabled ? "Enable" : "Disable")} job";
            if (!Runtime.ShouldProcess($"'{job.Name}' on {job.Instance}", action))
                return;
            done = WaitFor("Importing job", $"{job.Name}", stop => session.Engine.Jobs.Import(session.Topology, job, stop));
        }
        else if (job.State == JobImportState.Refused)
        {
            WriteFailure(
                new BizTalkDRException(job.ErrorId ?? "JobRefused", ErrorKind.Conflict, job.Detail ?? "")
                {
                    Server = job.Instance,
                    Remedy = job.Remedy,
                },
                job.Name
            );
        }
        foreach (var note in done.Notes)
            Runtime.WriteVerbose($"{done.Name} on {done.Instance}: {note}");
        if (!Runtime.IsWhatIf)
            Runtime.WriteObject(done);
    }
}

using System.Management.Automation;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Takes and verifies full backups of a group's databases (step 7 of a failback).</summary>
[Cmdlet(
    VerbsData.Backup,
    "BtsDatabaseSet",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(DatabaseBackupResult))]
public sealed class BackupBtsDatabaseSetCommand : DatabaseSetCmdlet
{
    /// <summary>The side whose databases are backed up.</summary>
    [Parameter(ParameterSetName = TopologySet)]
    [Parameter(ParameterSetName = InstanceSet)]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>The folder, as the instances see it; without it the topology's folder for failbacks.</summary>
    [Parameter]
    [Alias("BackupDirectory", "BackupFolder", "BackupPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether the backups leave the differential base alone.</summary>
    [Parameter]
    public SwitchParameter CopyOnly { get; set; }

    /// <summary>Whether the backups are compressed; without it as the server is set up.</summary>
    [Parameter]
    public SwitchParameter CompressBackup { get; set; }

    /// <summary>How many databases are backed up at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Run(EngineSession session, IReadOnlyList<BizTalkDatabase> databases)
    {
        var options = new DatabaseSetBackupOptions
        {
            Folder = session.Topology.BackupLocations.ForFailback(Path),
            CopyOnly = CopyOnly.IsPresent,
            Compress = Runtime.IsBound(nameof(CompressBackup)) ? CompressBackup.IsPresent : null,
            ThrottleLimit = ThrottleLimit,
        };
        var action = $"Full backup to '{options.Folder}', and verify it";
        if (!Confirm(Describe(databases), action, databases.Select(database => (Describe(database), action))))
            return;
        RunInBackground((pump, cancellation) => BackUp(session, databases, options, pump, cancellation));
    }

    private void BackUp(
        EngineSession session,
        IReadOnlyList<BizTalkDatabase> databases,
        DatabaseSetBackupOptions options,
        PipelinePump pump,
        CancellationToken cancellation
    )
    {
        var progress = new SetProgress(Runtime, pump, "Backing up databases");
        var results = session.Engine.Back(
            session.Topology,
            [.. databases.Select(database => database.Key)],
            options,
            progress,
            cancellation
        );
        progress.Complete();
        foreach (var result in results)
        {
            if (result.IsVerified)
                pump.Post(() =>
                    Runtime.WriteVerbose($"{result.Database}: RESTORE VERIFYONLY WITH CHECKSUM has read {result.File} to its end.")
                );
            if (result.Note is { } note)
                pump.Post(() => Runtime.WriteWarning(note));
            pump.Post(() => Runtime.WriteObject(result));
            if (result.Error is { } error)
                pump.Post(() => WriteFailure(error, result.Database.ToString()));
        }
    }
}

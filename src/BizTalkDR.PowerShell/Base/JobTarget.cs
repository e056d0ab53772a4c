using BizTalkDR.Agent;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The jobs that a cmdlet is for.</summary>
/// <param name="Noun">What they are called in messages.</param>
/// <param name="Side">The side they are on.</param>
/// <param name="Place">Where they are, for one who finds none.</param>
/// <param name="Includes">Whether jobs of a kind are among them.</param>
internal sealed record JobTarget(string Noun, InstanceSide Side, string Place, Func<JobKind, bool> Includes)
{
    /// <summary>The Backup BizTalk Server job.</summary>
    public static JobTarget Backup { get; } =
        new(
            "backup job",
            InstanceSide.Source,
            "Backup jobs are on the instance of the management database",
            kind => kind == JobKind.Backup
        );

    /// <summary>Log shipping's jobs that a schedule runs.</summary>
    public static JobTarget Restore { get; } =
        new("restore job", InstanceSide.Destination, "Restore jobs are on the destination instances", JobKinds.IsRestoreJob);

    /// <summary>All of log shipping's jobs: the one that is started by hand may run as well.</summary>
    public static JobTarget AnyRestore { get; } =
        Restore with
        {
            Includes = kind => JobKinds.IsRestoreJob(kind) || kind == JobKind.RestoreToMark,
        };
}

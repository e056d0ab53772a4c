using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Output;

/// <summary>The commands that are typed after a run, with the topology and the journal that it had.</summary>
/// <param name="runtime">Knows which parameters were given.</param>
/// <param name="given">The topology as it was given; null where instances were named.</param>
/// <param name="topology">The topology.</param>
/// <param name="journal">The journal's file; null where there is none.</param>
internal sealed class NextSteps(ICmdletRuntime runtime, TopologyArgument? given, Topology topology, string? journal)
{
    // What can't be written out, and must be given again.
    private static readonly string[] Others =
    [
        "SqlCredential",
        "Credential",
        "Encrypt",
        "TrustServerCertificate",
        "ServiceScript",
        "BackupPath",
    ];

    /// <summary>The commands.</summary>
    public NextCommands Commands()
    {
        var others = Others.Where(runtime.IsBound).Select(name => "-" + name).ToList();
        return new NextCommands(
            $"Invoke-BtsFailback {Target()} -JournalPath {Quote(journal)} -Resume{Switch("DocumentedOrder")}{Switch("KillSession")}",
            $"Undo-BtsRun {Target()} -JournalPath {Quote(journal)}",
            $"Test-BtsDisasterRecovery {(given is null ? $"-SqlInstance {Names(topology.Source)}" : Target())}",
            others.Count == 0 ? null : $"Give {string.Join(", ", others)} again as before."
        );
    }

    private string Target() =>
        given is { Path: { } path } ? Quote(path)
        : given is not null ? "$topology"
        : $"-SqlInstance {Names(topology.Source)} -DestinationSqlInstance {Names(topology.Destination)}"
            + (
                topology.Computers.Count == 0
                    ? ""
                    : $" -ComputerName {string.Join(", ", topology.Computers.Select(computer => Quote(computer.Name)))}"
            )
            + (topology.MasterSecretServer is { } master ? $" -MasterSecretServer {Quote(master)}" : "")
            + (
                topology.ManagementDatabase.Database == "BizTalkMgmtDb"
                    ? ""
                    : $" -ManagementDatabase {Quote(topology.ManagementDatabase.Database)}"
            );

    private string Switch(string name) => runtime.IsBound(name) ? " -" + name : "";

    private static string Names(IEnumerable<InstanceReference> instances) =>
        string.Join(", ", instances.Select(instance => Quote(instance.Name)));

    private static string Quote(string? text) => $"'{text?.Replace("'", "''")}'";
}

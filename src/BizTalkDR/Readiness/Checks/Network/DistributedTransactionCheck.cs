using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Network;

/// <summary>
/// MSDTC. Between instances a distributed transaction over the linked server shows that it works. What it does on the BizTalk computers SQL Server
/// can't tell, so nothing is claimed of them.
/// </summary>
internal static class DistributedTransactionCheck
{
    private static readonly ReadinessCheck Transaction = ReadinessCheckTable.DistributedTransaction;
    private static readonly ReadinessCheck Msdtc = ReadinessCheckTable.Msdtc;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        [
            .. observed.Instances.SelectMany(instance =>
                instance
                    .LinkedServers.Or([])
                    .Where(link => link is { IsTested: true, ConnectionFailure: null } && LinkRoles.IsNeeded(observed, instance, link))
                    // The backup job can't do without RPC Out: that is the linked server's own failure.
                    .Where(link => link.IsRpcOutEnabled || instance.Side != BizTalkDR.Topologies.InstanceSide.Source)
                    .Select(link => Judge(instance, link))
            ),
            .. observed.Topology.Computers.Select(computer =>
                Msdtc.Unknown(
                    computer.Name,
                    null,
                    "SQL Server can't tell how MSDTC is set up on this computer.",
                    $"On {computer.Name}: Get-DtcNetworkSetting must show InboundTransactionsEnabled and OutboundTransactionsEnabled; then Test-Dtc -LocalComputerName {computer.Name} -RemoteComputerName <each SQL Server computer of the destination>."
                )
            ),
        ];

    private static ReadinessResult Judge(InstanceObservations instance, LinkedServer link) =>
        !link.IsRpcOutEnabled
            ? Transaction.Unknown(
                instance.Name,
                null,
                $"RPC Out is off for the linked server {link.Name}, so no transaction can be tried over it.",
                $"EXEC sp_serveroption {Sql.SqlIdentifier.Literal(link.Name)}, 'rpc out', 'true'."
            )
        : link.TransactionFailure is { } failure
            ? Transaction.Failed(
                instance.Name,
                null,
                $"A distributed transaction does not reach {link.Name}: {failure}",
                "See that the service MSDTC runs on both computers and that network DTC access, inbound and outbound, is allowed on both (Get-DtcNetworkSetting) and in the firewall."
            )
        : Transaction.Passed(instance.Name, null, $"A distributed transaction reached {link.Name} and was rolled back.");
}

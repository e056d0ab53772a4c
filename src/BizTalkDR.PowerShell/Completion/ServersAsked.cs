using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>What a completer asks.</summary>
/// <param name="Topology">The instances.</param>
/// <param name="Engine">The engine for them.</param>
/// <param name="Side">What -Side says, or the side that is meant without it.</param>
/// <param name="Cancellation">Cancelled when it takes too long.</param>
internal sealed record ServersAsked(Topology Topology, IDisasterRecovery Engine, InstanceSide Side, CancellationToken Cancellation);

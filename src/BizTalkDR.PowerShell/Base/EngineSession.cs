using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>What a cmdlet works with: the instances, and an engine that can log in to them.</summary>
/// <param name="Topology">The instances.</param>
/// <param name="Engine">The engine.</param>
internal sealed record EngineSession(Topology Topology, IDisasterRecovery Engine);

using BizTalkDR.Backups;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>What a cmdlet works with that reads a history.</summary>
/// <param name="Topology">The instances; none where only backups were given.</param>
/// <param name="Engine">The engine.</param>
/// <param name="History">Where the history is read.</param>
internal sealed record HistorySession(Topology Topology, IDisasterRecovery Engine, BackupHistoryOptions History);

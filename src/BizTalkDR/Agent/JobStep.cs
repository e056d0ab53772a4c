using System.Globalization;

namespace BizTalkDR.Agent;

/// <summary>One step of a job.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Subsystem">TSQL, CmdExec ...</param>
/// <param name="Command">Its text.</param>
internal sealed record JobStep(int Id, string Name, string Subsystem, string Command);

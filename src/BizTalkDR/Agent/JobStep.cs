namespace BizTalkDR.Agent;

/// <summary>One step of a job.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Subsystem">TSQL, CmdExec ...</param>
/// <param name="Command">Its text.</param>
/// <param name="Database">The database a T-SQL step begins in; null for other subsystems.</param>
internal sealed record JobStep(int Id, string Name, string Subsystem, string Command, string? Database = null);

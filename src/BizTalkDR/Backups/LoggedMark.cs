using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>A mark in the log of a database, as the instance wrote it down that set it (<c>msdb.dbo.logmarkhistory</c>).</summary>
/// <param name="Database">The database; its server is the topology name of the instance.</param>
/// <param name="Name">The mark's name.</param>
/// <param name="Lsn">The LSN of the marked transaction's commit.</param>
public sealed record LoggedMark(DatabaseKey Database, string Name, decimal Lsn);

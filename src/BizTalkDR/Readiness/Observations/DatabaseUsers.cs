using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>The users of a database.</summary>
/// <param name="Database">The database.</param>
/// <param name="HasBackupUsers">Whether it has the role BTS_BACKUP_USERS.</param>
/// <param name="Users">Its users with logins.</param>
internal sealed record DatabaseUsers(DatabaseKey Database, bool HasBackupUsers, IReadOnlyList<DatabaseUser> Users);

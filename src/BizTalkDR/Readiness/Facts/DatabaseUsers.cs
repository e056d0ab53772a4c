using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Readiness.Steps;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Facts;

/// <summary>The users of a database.</summary>
/// <param name="Database">The database.</param>
/// <param name="HasBackupUsers">Whether it has the role BTS_BACKUP_USERS.</param>
/// <param name="Users">Its users with logins.</param>
internal sealed record DatabaseUsers(DatabaseKey Database, bool HasBackupUsers, IReadOnlyList<DatabaseUser> Users);

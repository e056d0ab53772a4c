namespace BizTalkDR.Readiness.Observations;

/// <summary>A user of a database that stands for a login, or the database's owner.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Sid">The login's security identifier, hexadecimal.</param>
/// <param name="Type">S, U or G.</param>
/// <param name="IsInBackupUsers">Whether it is in BTS_BACKUP_USERS, itself or through another role.</param>
/// <param name="IsOwner">Whether it owns the database.</param>
internal sealed record DatabaseUser(string Name, string Sid, string Type, bool IsInBackupUsers, bool IsOwner);

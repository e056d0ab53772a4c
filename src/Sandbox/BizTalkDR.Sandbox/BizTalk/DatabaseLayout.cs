using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// How the databases are laid out, and what of them is outside the backup of their data: options, owners and users, which a failback
/// must bring back.
/// </summary>
internal static class DatabaseLayout
{
    private const int LongestName = 128;

    /// <summary>The SQL login that owns custom databases.</summary>
    internal const string ApplicationLogin = "ContosoApp";

    /// <summary>The SQL login in BTS_BACKUP_USERS.</summary>
    internal const string BackupLogin = "BizTalkBackup";

    internal static void Create(BizTalkDatabase database)
    {
        using var session = database.Instance.OpenInternalSession("BizTalk configuration");
        var (data, log) = (database.Instance.Options.DataPath, database.Instance.Options.LogPath);
        var second = database.Role == BizTalkDatabaseRole.MessageBox ? $", {File(database, "_2", data, ".ndf")}" : "";
        session.Perform(
            $"""
            CREATE DATABASE {database.QuotedName}
            ON PRIMARY {File(database, "", data, ".mdf")}{second}
            LOG ON {File(database, "_log", log, ".ldf")}
            """
        );
        session.Perform($"ALTER DATABASE {database.QuotedName} SET RECOVERY FULL");
        foreach (var option in Options(database.Role))
            session.Perform($"ALTER DATABASE {database.QuotedName} SET {option}");
    }

    internal static void AddUsers(BizTalkDatabase database, string backupPassword)
    {
        using var session = database.Instance.OpenInternalSession("BizTalk configuration", database.Name);
        EnsureLogin(session, database.Instance, BackupLogin, backupPassword);
        EnsureLogin(session, database.Instance, ApplicationLogin, NewPassword());
        session.Perform($"CREATE USER [{BackupLogin}] FOR LOGIN [{BackupLogin}]");
        session.Perform($"ALTER ROLE BTS_BACKUP_USERS ADD MEMBER [{BackupLogin}]");
        // BACKUP asks for its own permission, whoever owns the procedure that runs it.
        session.Perform("GRANT BACKUP DATABASE, BACKUP LOG TO BTS_BACKUP_USERS");
        if (database.Role == BizTalkDatabaseRole.Custom)
            session.Perform($"ALTER AUTHORIZATION ON DATABASE::{database.QuotedName} TO [{ApplicationLogin}]");
        else
            session.Perform($"CREATE USER [{ApplicationLogin}] FOR LOGIN [{ApplicationLogin}]");
    }

    /// <summary>
    /// The Agent's account of the instance with the management database is an administrator on the others: the job makes its linked servers
    /// itself, and goes there as that account.
    /// </summary>
    internal static void AdmitAgent(SqlInstance of, SqlInstance to)
    {
        using var session = to.OpenInternalSession("BizTalk configuration");
        var account = InitialLogins.OnNetwork(of);
        session.Perform($"IF SUSER_ID(N'{account}') IS NULL CREATE LOGIN [{account}] FROM WINDOWS");
        session.Perform($"ALTER SERVER ROLE sysadmin ADD MEMBER [{account}]");
    }

    // A logical name is as long as a database's at the most, and a file can't be called all that a database can.
    private static string File(BizTalkDatabase database, string suffix, string folder, string extension)
    {
        var name = database.Name.Length + suffix.Length <= LongestName ? database.Name : database.Name[..(LongestName - suffix.Length)];
        var file = string.Concat(name.Select(letter => "\"<>|?*:/\\".Contains(letter) ? '_' : letter));
        return $@"(NAME = N'{InLiteral(name + suffix)}', FILENAME = N'{folder}\{InLiteral(file + suffix)}{extension}')";
    }

    private static string InLiteral(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string[] Options(BizTalkDatabaseRole role) =>
        role switch
        {
            BizTalkDatabaseRole.MessageBox => ["TRUSTWORTHY ON", "ENABLE_BROKER"],
            BizTalkDatabaseRole.Tracking => ["TRUSTWORTHY ON"],
            BizTalkDatabaseRole.BamPrimaryImport => ["DB_CHAINING ON"],
            BizTalkDatabaseRole.BamAlerts => ["ENABLE_BROKER"],
            _ => [],
        };

    /// <summary>Makes the group's logins on a destination, as an administrator carries them over: with the SIDs and passwords of the source.</summary>
    internal static void CarryLogins(SqlInstance destination)
    {
        using var session = destination.OpenInternalSession("BizTalk configuration");
        foreach (var login in new[] { BackupLogin, ApplicationLogin })
            EnsureLogin(session, destination, login, NewPassword());
    }

    internal static string NewPassword() => $"Pw1!{Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12))}";

    // A database knows its users by their SIDs: one login has the same everywhere, and the password it was first given.
    private static void EnsureLogin(SqlSession session, SqlInstance instance, string login, string password)
    {
        var elsewhere = instance.Host.Instances.Select(other => other.Logins.Find(login)).FirstOrDefault(found => found is not null);
        var secret = elsewhere is null
            ? $"N'{password}'"
            : $"0x{Convert.ToHexString(elsewhere.PasswordHash!)} HASHED, SID = 0x{Convert.ToHexString(elsewhere.Sid)}";
        session.Perform($"IF SUSER_ID(N'{login}') IS NULL CREATE LOGIN [{login}] WITH PASSWORD = {secret}, CHECK_POLICY = OFF");
    }
}

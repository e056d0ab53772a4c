using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Security;

/// <summary>
/// BTS_BACKUP_USERS: every database of the group has the role and a member in it, and the account under which a destination reads the backup
/// history belongs to it.
/// </summary>
internal static class BackupUsersCheck
{
    private const string Role = "BTS_BACKUP_USERS";

    private static readonly ReadinessCheck Members = ReadinessCheckTable.BackupUsers;
    private static readonly ReadinessCheck Account = ReadinessCheckTable.ShippingAccount;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        [
            .. observed.Users.SelectMany(users =>
                users.Value.TryGet(out var databases) ? databases.Select(Judge) : [Members.Unknown(users.Key, null, users.Value.Failure!)]
            ),
            .. observed.Destination.Select(instance => JudgeAccount(observed, instance)),
        ];

    private static ReadinessResult Judge(DatabaseUsers database)
    {
        var (server, name) = (database.Database.Server, database.Database.Name);
        if (!database.HasBackupUsers)
        {
            return Members.Failed(
                server,
                name,
                $"It has no role {Role}: the backup job's procedures were not installed here.",
                "Run Backup_Setup_All_Tables.sql and Backup_Setup_All_Procs.sql in it, as for every custom database."
            );
        }
        var members = database.Users.Where(user => user.IsInBackupUsers).Select(user => user.Name).ToList();
        return members.Count == 0
            ? Members.Warning(
                server,
                name,
                $"{Role} has no member: only a sysadmin can back it up.",
                $"ALTER ROLE {Role} ADD MEMBER <the user of the account that the backup job runs under>."
            )
            : Members.Passed(server, name, $"Members of {Role}: {string.Join(", ", members)}.");
    }

    private static ReadinessResult JudgeAccount(ReadinessObservations observed, InstanceObservations destination)
    {
        var management = observed.Instance(observed.ManagementInstance);
        var database = observed.Topology.ManagementDatabase.Database;
        if (Name(observed, destination, out var why) is not { } account)
            return Account.Unknown(destination.Name, null, why, ByHand(destination));
        if (!management.Logins.TryGet(out var logins))
            return Account.Unknown(destination.Name, null, management.Logins.Failure!);
        var users = observed.Users.TryGetValue(management.Name, out var read)
            ? read.Or([]).FirstOrDefault(each => string.Equals(each.Database.Name, database, StringComparison.OrdinalIgnoreCase))?.Users
            : null;
        var login = logins.FirstOrDefault(each => string.Equals(each.Name, account, StringComparison.OrdinalIgnoreCase));
        if (login is { IsSysAdmin: true })
            return Account.Passed(destination.Name, null, $"{account} is a sysadmin on {management.Name}.");
        if (users is null)
            return Account.Unknown(destination.Name, null, $"The users of {database} on {management.Name} are not known.");
        if (login is not null && users.Any(user => user.Sid == login.Sid && user.IsInBackupUsers))
            return Account.Passed(destination.Name, null, $"{account} is in {Role} of {database} on {management.Name}.");
        return login is null
            // It may come in through a Windows group.
            ? Account.Warning(
                destination.Name,
                database,
                $"{destination.Name} reads the backup history as {account}, which has no login of its own on {management.Name}.",
                $"Create the login on {management.Name} and make it a member of {Role} in {database}, unless a Windows group lets it in."
            )
            : Account.Failed(
                destination.Name,
                database,
                $"{destination.Name} reads the backup history as {account}, which is not in {Role} of {database} on {management.Name}.",
                $"In {database} on {management.Name}: ALTER ROLE {Role} ADD MEMBER {Sql.SqlIdentifier.Quote(account)}."
            );
    }

    /// <summary>The login that appears on the management instance: the linked server's, or the Agent's account.</summary>
    private static string? Name(ReadinessObservations observed, InstanceObservations destination, out string why)
    {
        why = destination.LinkedServers.Failure ?? $"{destination.Name} has no linked server to {observed.ManagementInstance}.";
        if (
            destination.LinkedServers.Or([]).FirstOrDefault(server => LinkRoles.LeadsTo(observed, server, observed.ManagementInstance))
            is not { } link
        )
            return null;
        if (!link.UsesSelf && link.RemoteLogin is { } remote)
            return remote;
        why = destination.Services.Failure ?? "The Agent's account is not known.";
        if (destination.Agent?.Account is not { } account)
            return null;
        if (!account.StartsWith(@"NT ", StringComparison.OrdinalIgnoreCase) && account.IndexOf('\\') > 0)
            return account;
        why = $"The Agent of {destination.Name} runs as {account}, which appears on other computers as its own computer's account.";
        return null;
    }

    private static string ByHand(InstanceObservations destination) =>
        $"See that the account of {destination.Name}'s Agent, or for a service account DOMAIN\\COMPUTER$, has a login on the source instances and is in {Role} of every database.";
}

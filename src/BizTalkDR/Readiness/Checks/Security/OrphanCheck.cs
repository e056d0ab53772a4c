using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Security;

/// <summary>Every user with a login in the source's databases has that login there: a recovery would carry an orphan over.</summary>
internal static class OrphanCheck
{
    private static readonly ReadinessCheck Orphans = ReadinessCheckTable.OrphanedUsers;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.Users.SelectMany(users =>
        {
            if (!users.Value.TryGet(out var databases))
                return [Orphans.Unknown(users.Key, null, users.Value.Failure!)];
            var instance = observed.Instance(users.Key);
            if (!instance.Logins.TryGet(out var logins))
                return [Orphans.Unknown(users.Key, null, instance.Logins.Failure!)];
            var sids = new HashSet<string>(logins.Select(login => login.Sid));
            return databases.Select(database => Judge(database, sids));
        });

    private static ReadinessResult Judge(DatabaseUsers database, HashSet<string> sids)
    {
        var (server, name) = (database.Database.Server, database.Database.Name);
        // A Windows user may come in through a group, and needs no login of its own.
        var orphans = database
            .Users.Where(user => (user.Type == "S" || user.IsOwner) && !sids.Contains(user.Sid))
            .Select(user => user.Name)
            .ToList();
        return orphans.Count == 0
            ? Orphans.Passed(server, name, "None.")
            : Orphans.Warning(
                server,
                name,
                $"No login belongs to {string.Join(", ", orphans)}.",
                $"ALTER USER {Sql.SqlIdentifier.Quote(orphans[0])} WITH LOGIN = ..., drop the user, or for dbo ALTER AUTHORIZATION ON DATABASE::{Sql.SqlIdentifier.Quote(name)} TO ...."
            );
    }
}

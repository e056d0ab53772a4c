using BizTalkDR.Logins.Definitions;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Security;

/// <summary>
/// The logins behind the users and owners of the source's databases are on the destination, with the same security identifier: a restored
/// database knows its users by that alone.
/// </summary>
internal static class LoginCheck
{
    private const string Sa = "0x01";

    private static readonly ReadinessCheck Login = ReadinessCheckTable.Login;

    // SQL Server's own logins (https://learn.microsoft.com/sql/relational-databases/security/authentication-access/principals-database-engine).
    private const string OfSqlServer = "##";

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [Login.Skipped(null, null, "The topology names no destination.")];
        var unread = observed
            .Users.Where(users => users.Value.Failure is not null)
            .Select(users => Login.Unknown(users.Key, null, users.Value.Failure!));
        if (observed.Users.Count == 0)
            return [Login.Unknown(observed.ManagementInstance, null, observed.Group.Failure ?? "No database of the group is online.")];
        return [.. unread, .. observed.Destination.SelectMany(instance => Judge(observed, instance))];
    }

    private static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed, InstanceObservations destination)
    {
        if (!destination.Logins.TryGet(out var there))
            return [Login.Unknown(destination.Name, null, destination.Logins.Failure!)];
        var needed = Needed(observed, destination.Name).ToList();
        if (needed.Count == 0)
            return [Login.Unknown(destination.Name, null, "It is not known which databases this instance would take.")];
        var faults = needed.Select(login => Fault(destination.Name, login, there)).OfType<ReadinessResult>().ToList();
        return faults.Any(fault => fault.Status == ReadinessStatus.Failed) || faults.Count > 0
            ? faults
            :
            [
                Login.Passed(
                    destination.Name,
                    null,
                    $"All {needed.Count} logins are there with the same SID: {string.Join(", ", needed.Select(login => login.Login.Name))}."
                ),
            ];
    }

    private sealed record Need(ServerLogin Login, IReadOnlyList<string> Databases);

    private static IEnumerable<Need> Needed(ReadinessObservations observed, string destination)
    {
        var taken = TakenBy(observed, destination);
        return observed
            .Users.SelectMany(users =>
            {
                var logins = observed.Instance(users.Key).Logins.Or([]);
                return users
                    .Value.Or([])
                    .Where(database => taken.Contains(database.Database))
                    .SelectMany(database =>
                        database.Users.Select(user =>
                            (database.Database.Name, Login: logins.FirstOrDefault(login => login.Sid == user.Sid))
                        )
                    );
            })
            .Where(use =>
                use.Login is { } login
                && login.Sid != Sa
                && SidText.BuiltIn(login.Sid) is null
                && !login.Name.StartsWith(OfSqlServer, StringComparison.Ordinal)
            )
            .GroupBy(use => use.Login!.Sid)
            .Select(uses => new Need(uses.First().Login!, [.. uses.Select(use => use.Name).Distinct(StringComparer.OrdinalIgnoreCase)]))
            .OrderBy(need => need.Login.Name, StringComparer.OrdinalIgnoreCase);
    }

    // With one destination it takes them all.
    private static HashSet<BizTalkDR.Topologies.DatabaseKey> TakenBy(ReadinessObservations observed, string destination) =>
        observed.Topology.Destination.Count == 1
            ? [.. observed.Databases.Select(database => database.Key)]
            :
            [
                .. DestinationCopies
                    .Of(observed)
                    .Where(copy => string.Equals(copy.Key.Server, destination, StringComparison.OrdinalIgnoreCase))
                    .Select(copy => copy.Source),
            ];

    private static ReadinessResult? Fault(string destination, Need need, IReadOnlyList<ServerLogin> there)
    {
        var (name, sid) = (need.Login.Name, need.Login.Sid);
        var database = need.Databases.Count == 1 ? need.Databases[0] : null;
        var users = string.Join(", ", need.Databases);
        if (there.FirstOrDefault(login => login.Sid == sid) is { } found)
        {
            return found.IsDisabled && !need.Login.IsDisabled
                ? Login.Warning(
                    destination,
                    database,
                    $"Login {name} (of {users}) is disabled here.",
                    $"ALTER LOGIN {Sql.SqlIdentifier.Quote(found.Name)} ENABLE."
                )
                : null;
        }
        var create =
            need.Login.Type == "S"
                ? $"CREATE LOGIN {Sql.SqlIdentifier.Quote(name)} WITH PASSWORD = <the source's sys.sql_logins.password_hash> HASHED, SID = {sid}."
                : $"CREATE LOGIN {Sql.SqlIdentifier.Quote(name)} FROM WINDOWS. An account of the source computer itself can't exist here: use one of the domain.";
        return there.Any(login => string.Equals(login.Name, name, StringComparison.OrdinalIgnoreCase))
            ? Login.Failed(
                destination,
                database,
                $"Login {name} (of {users}) has another SID here: after a recovery its users would be orphaned.",
                "Drop it here and create it anew with the source's SID: " + create
            )
            : Login.Failed(
                destination,
                database,
                $"Login {name} (of {users}) is not here: after a recovery its users could not log in.",
                create
            );
    }
}

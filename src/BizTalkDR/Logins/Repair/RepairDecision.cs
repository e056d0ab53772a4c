using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Repair;

/// <summary>
/// Which login an orphan is to be tied to: the one that was said; else the one whose name its login has on the source; else the one of the user's own
/// name, or of the same local name on this computer. A name proves nothing, so both identifiers are shown, and somebody has to agree.
/// </summary>
/// <param name="there">The instance.</param>
/// <param name="sourceNames">The names of logins on the sources, by identifier.</param>
/// <param name="sourceComputers">The names of the sources' computers.</param>
/// <param name="map">Logins by user, by name on the source or by identifier, where that was said.</param>
internal sealed class RepairDecision(
    InstanceLogins there,
    IReadOnlyDictionary<string, string> sourceNames,
    IReadOnlyCollection<string> sourceComputers,
    IReadOnlyDictionary<string, string> map
)
{
    public UserRepair Decide(DatabasePrincipals database, DatabasePrincipal user)
    {
        var repair = new UserRepair
        {
            Instance = there.Instance.Name,
            Database = database.Database,
            User = user.Name,
            IsOwner = user.IsOwner,
            Sid = user.Sid,
        };
        var (name, reason, isSaid) = Candidate(user);
        if (name is null)
            return repair with
            {
                State = UserRepairState.NoLogin,
                Detail = $"No login has the SID of {user.Name}, and nothing tells which one is meant.",
                Remedy =
                    $"Import-BtsLogin, where the source has its login; else say which: -MapLogin @{{ '{user.Name}' = '<login>' }}; or drop the user.",
            };
        if (there.ByName(name) is not { } login)
            return repair with
            {
                State = UserRepairState.NoLogin,
                Login = name,
                Reason = reason,
                Detail = $"{there.Instance} has no login {name}.",
                Remedy = isSaid ? "Create it, or name another with -MapLogin." : "Import-BtsLogin creates it as it is on the source.",
            };
        repair = repair with { Login = login.Name, LoginSid = login.Sid, Reason = reason };
        return Obstacle(database, user, login) is { } obstacle
            ? repair with
            {
                State = obstacle.State,
                Detail = obstacle.Detail,
                Remedy = obstacle.Remedy,
            }
            : repair with
            {
                State = UserRepairState.Repairable,
                Statement = user.IsOwner
                    ? $"ALTER AUTHORIZATION ON DATABASE::{SqlIdentifier.Quote(database.Database)} TO {SqlIdentifier.Quote(login.Name)}"
                    : $"ALTER USER {SqlIdentifier.Quote(user.Name)} WITH LOGIN = {SqlIdentifier.Quote(login.Name)}",
            };
    }

    private (string? Name, string? Reason, bool IsSaid) Candidate(DatabasePrincipal user)
    {
        var onSource = sourceNames.TryGetValue(user.Sid, out var known) ? known : null;
        foreach (var key in new[] { user.Sid, user.Name, onSource }.OfType<string>())
        {
            if (map.TryGetValue(key, out var said))
                return (said, "as -MapLogin says", true);
        }
        if (onSource is not null)
        {
            if (there.ByName(onSource) is not null)
                return (onSource, "the name of its login on the source", false);
            if (Local(onSource) is { } local)
                return (local, $"the like of {onSource}, which is local to the source", false);
            return (onSource, "the name of its login on the source", false);
        }
        // dbo is called so everywhere.
        if (user.IsOwner)
            return default;
        if (there.ByName(user.Name) is not null)
            return (user.Name, "the user's own name", false);
        return Local(user.Name) is { } like ? (like, $"the like of {user.Name}, which is local to another computer", false) : default;
    }

    // HOST\BizTalk Server Administrators of the source is the destination's own group of that name.
    private string? Local(string name)
    {
        if (LoginObstacle.LocalName(name, sourceComputers) is not { } local)
            return null;
        return there.Computers.Select(computer => $@"{computer}\{local}").FirstOrDefault(like => there.ByName(like) is not null);
    }

    private static (UserRepairState State, string Detail, string Remedy)? Obstacle(
        DatabasePrincipals database,
        DatabasePrincipal user,
        LoginDefinition login
    )
    {
        if (user.IsOwner && login.Kind is LoginKind.WindowsGroup or LoginKind.Other)
            return (
                UserRepairState.OtherKind,
                $"{login.Name} is a group: none can own a database (message 15353).",
                "Name a login of an account: -MapLogin @{ dbo = '<login>' }."
            );
        if (!user.IsOwner && (user.Kind == LoginKind.SqlLogin) != (login.Kind == LoginKind.SqlLogin))
            return (
                UserRepairState.OtherKind,
                $"{user.Name} is {(user.Kind == LoginKind.SqlLogin ? "a user with a password" : "a Windows user")}, {login.Name} is "
                    + $"{(login.Kind == LoginKind.SqlLogin ? "a login with a password" : "one of Windows")}: a user can't change from one to the other.",
                "Name a login of the same kind with -MapLogin; or make a new user for that login, with the same roles, and drop this one."
            );
        return database.Users.FirstOrDefault(other => other != user && other.Sid.SameAs(login.Sid)) is { } taken
            ? (
                UserRepairState.LoginInUse,
                $"{login.Name} is {(taken.IsOwner ? "the owner of" : $"user {taken.Name} in")} {database.Database} already (message {(user.IsOwner ? 15110 : 15063)}).",
                user.IsOwner
                    ? $"Name another login with -MapLogin @{{ dbo = '<login>' }}, or drop user {taken.Name} first: as the owner it may do everything."
                    : $"Give {taken.Name} the roles of {user.Name}, then drop {user.Name}; or name another login with -MapLogin."
            )
            : null;
    }
}

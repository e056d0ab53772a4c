using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Comparison;

/// <summary>Users without a login, and roles without the members that they have on the source.</summary>
internal static class UserJudge
{
    /// <summary>Users and owners to whom no login belongs. A Windows account may come in through a group, and needs no login of its own.</summary>
    public static IEnumerable<DatabasePrincipal> Orphans(DatabasePrincipals database, InstanceLogins there) =>
        database.Users.Where(user => (user.IsOwner || user.Kind != LoginKind.WindowsUser) && there.BySid(user.Sid) is null);

    public static IEnumerable<LoginTestResult> JudgeOrphans(string instance, DatabasePrincipals database, InstanceLogins there) =>
        Orphans(database, there)
            .Select(user => new LoginTestResult
            {
                State = LoginTestState.Orphaned,
                Subject = LoginTestSubject.User,
                Instance = instance,
                Database = database.Database,
                Name = user.Name,
                Sid = user.Sid,
                Differences = [user.IsOwner ? "no login is the database's owner" : $"no login has its SID, {user.Sid}"],
                Remedy = "Import-BtsLogin, where the source has that login; else Repair-BtsUser ties it to another.",
            });

    /// <param name="instance">The instance.</param>
    /// <param name="database">The database there.</param>
    /// <param name="source">The same database on the source.</param>
    /// <param name="sourceComputers">The names of the source's computer: a local group of it goes by another name here.</param>
    public static IEnumerable<LoginTestResult> JudgeRoles(
        string instance,
        DatabasePrincipals database,
        DatabasePrincipals source,
        IReadOnlyCollection<string> sourceComputers
    )
    {
        foreach (var role in source.Roles)
        {
            var missing = Members(source, role)
                .Where(member => !Members(database, role).Any(other => IsSame(member, other, sourceComputers)))
                .ToList();
            if (missing.Count == 0)
                continue;
            var isThere = database.Roles.Any(each => each.SameAs(role));
            yield return new LoginTestResult
            {
                State = isThere ? LoginTestState.MembersMissing : LoginTestState.Missing,
                Subject = LoginTestSubject.Role,
                Instance = instance,
                Database = database.Database,
                Name = role,
                Differences = isThere ? [.. missing.Select(member => $"lacks {member.Name}")] : ["it is not there"],
                Remedy = isThere
                    ? $"In {database.Database}: {string.Join("; ", missing.Select(member => $"ALTER ROLE {Sql.SqlIdentifier.Quote(role)} ADD MEMBER {Sql.SqlIdentifier.Quote(member.Name)}"))}."
                    : "Run the script of BizTalk Server that makes it, then give it its members.",
            };
        }
    }

    private static IEnumerable<DatabasePrincipal> Members(DatabasePrincipals database, string role) =>
        database.Users.Where(user => !user.IsOwner && user.Roles.Any(each => each.SameAs(role)));

    private static bool IsSame(DatabasePrincipal member, DatabasePrincipal other, IReadOnlyCollection<string> sourceComputers) =>
        member.Sid.SameAs(other.Sid)
        || member.Name.SameAs(other.Name)
        || (LoginObstacle.LocalName(member.Name, sourceComputers) is { } local && local.SameAs(other.Name.Split('\\').Last()));
}

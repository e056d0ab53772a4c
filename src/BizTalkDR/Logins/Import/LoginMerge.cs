using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Import;

/// <summary>A login that several source instances have, where one destination instance takes their databases.</summary>
internal static class LoginMerge
{
    /// <summary>It needs what it has on each of them; a DENY wins, as it does on a server.</summary>
    public static LoginDefinition Of(IReadOnlyList<LoginDefinition> logins)
    {
        var first = logins[0];
        return logins.Count == 1
            ? first
            : first with
            {
                ServerRoles = [.. Distinct(logins.SelectMany(login => login.ServerRoles))],
                Permissions =
                [
                    .. logins
                        .SelectMany(login => login.Permissions)
                        .OrderByDescending(permission => permission.State)
                        .GroupBy(permission => (permission.Name, permission.Securable, On: permission.On?.ToUpperInvariant()))
                        .Select(same => same.First())
                        .OrderBy(permission => permission.ToString(), StringComparer.Ordinal),
                ],
                Databases = [.. Distinct(logins.SelectMany(login => login.Databases))],
                OwnedDatabases = [.. Distinct(logins.SelectMany(login => login.OwnedDatabases))],
                OwnedJobs = [.. Distinct(logins.SelectMany(login => login.OwnedJobs))],
            };
    }

    /// <summary>What can't hold of one login at once; null if nothing.</summary>
    public static string? Contradiction(IReadOnlyList<(string Source, LoginDefinition Login)> sources)
    {
        var (source, first) = sources[0];
        foreach (var (other, login) in sources.Skip(1))
        {
            var what =
                !login.Sid.SameAs(first.Sid) ? "its SID"
                : login.Kind != first.Kind ? "its kind"
                : !login.PasswordHash.SameAs(first.PasswordHash) ? "its password"
                : login.IsDisabled != first.IsDisabled ? "whether it is disabled"
                : null;
            if (what is not null)
                return $"{first.Name} is not the same on {source} and on {other}, of which this instance takes databases: {what} differs.";
        }
        return null;
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> names) => names.Distinct(StringComparer.OrdinalIgnoreCase);
}

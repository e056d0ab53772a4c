using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Saved;

/// <summary>
/// What must hold of a file of logins before anything of it becomes part of a statement: a statement takes no parameters for identifiers, hashes and
/// permissions.
/// </summary>
internal static class LoginFileRules
{
    /// <summary>What is wrong, as a sentence without a value that may be a secret; null if nothing is.</summary>
    public static string? Problem(LoginExport? logins)
    {
        if (logins?.Instances is not { Count: > 0 } instances)
            return "it names no instance.";
        if (instances.Any(instance => instance is not { Name.Length: > 0, Logins: not null, Databases: not null, Computers: not null }))
            return "an instance lacks its name, logins or databases.";
        if (instances.SelectMany(instance => instance.Databases).Any(database => database is not { Users: not null, Roles: not null }))
            return "a database lacks its users or roles.";
        return instances.SelectMany(instance => instance.Logins).Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(LoginDefinition? login)
    {
        if (login is not { Name.Length: > 0, ServerRoles: not null, Permissions: not null, Databases: not null, OwnedDatabases: not null })
            return "a login lacks its name, roles or permissions.";
        if (!Hexadecimal.Is(login.Sid))
            return $"the security identifier of {login.Name} is none.";
        if (login.Kind == LoginKind.SqlLogin && !Hexadecimal.Is(login.PasswordHash))
            return $"the password hash of {login.Name} is none.";
        if (login.ServerRoles.Any(string.IsNullOrEmpty))
            return $"a server role of {login.Name} has no name.";
        return login.Permissions.All(IsPermission) ? null : $"a permission of {login.Name} is none.";
    }

    private static bool IsPermission(LoginPermission? permission) =>
        permission is { Name.Length: > 0 }
        && permission.Name.All(letter => letter is >= 'A' and <= 'Z' or ' ')
        && (permission.Securable == LoginSecurable.Server) == (permission.On is null);
}

using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>CREATE, ALTER and DROP SERVER ROLE.</summary>
internal static class ServerRoleCommands
{
    internal static void Create(SqlSession session, string name)
    {
        Permissions.CheckAdministrator(session, "CREATE SERVER ROLE");
        CheckFree(session, name);
        session.Instance.ServerRoles = [.. session.Instance.ServerRoles, new ServerRole(session.Instance.Logins.NextId(), name, false)];
    }

    internal static void Rename(SqlSession session, string name, string newName)
    {
        var role = FindMade(session, "alter", name);
        CheckFree(session, newName);
        Replace(session, role, role with { Name = newName });
        foreach (var login in session.Instance.Logins.All.Where(login => login.Roles.Contains(role.Name)))
            session.Instance.Logins.Set(login with { Roles = Names(login.Roles.Where(other => other != role.Name).Append(newName)) });
    }

    internal static void Drop(SqlSession session, string name, bool isIfExists)
    {
        if (isIfExists && session.Instance.FindServerRole(name) is null)
            return;
        var role = FindMade(session, "drop", name);
        if (session.Instance.Logins.All.Any(login => login.Roles.Contains(role.Name)))
            throw MessageCatalog.Error(15144);
        session.Instance.ServerPermissions.RemoveAll(role.Name);
        Replace(session, role, null);
    }

    private static ServerRole FindMade(SqlSession session, string action, string name) =>
        session.Instance.FindServerRole(name) is { IsFixed: false, Name: not "public" } role
        && Permissions.HasServer(session, "ALTER ANY SERVER ROLE")
            ? role
            : throw MessageCatalog.Error(15151, action, "server role", name);

    private static void CheckFree(SqlSession session, string name)
    {
        if (session.Instance.FindServerRole(name) is not null || session.Instance.Logins.Find(name) is not null)
            throw MessageCatalog.Error(15025, name);
    }

    private static void Replace(SqlSession session, ServerRole before, ServerRole? after)
    {
        var others = session.Instance.ServerRoles.Where(role => role != before);
        session.Instance.ServerRoles = after is null ? [.. others] : [.. others, after];
    }

    private static HashSet<string> Names(IEnumerable<string> names) => new(names, StringComparer.OrdinalIgnoreCase);
}

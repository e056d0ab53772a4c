using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Security;

/// <summary>Who may do what on an instance: its logins, server roles, permissions and credentials.</summary>
internal static class EngineSecurity
{
    extension(DatabaseEngine engine)
    {
        internal LoginCollection Logins => engine.Parts.Get<LoginCollection>();

        internal ServerPermissions ServerPermissions => engine.Parts.Get<ServerPermissions>();

        internal Credentials Credentials => engine.Parts.Get<Credentials>();

        /// <summary>The fixed roles and those made by CREATE SERVER ROLE.</summary>
        internal IReadOnlyList<ServerRole> ServerRoles
        {
            get => engine.Parts.Get<RoleList>().Roles;
            set => engine.Parts.Get<RoleList>().Roles = value;
        }

        internal ServerRole? FindServerRole(string name) => engine.ServerRoles.FirstOrDefault(role => role.Name.SameAs(name));

        /// <summary>A session of the server's own (Agent steps, set-up), as sysadmin, that no client sees on the wire.</summary>
        /// <param name="application">What sys.dm_exec_sessions calls the program.</param>
        /// <param name="database">The current database.</param>
        /// <param name="networkAccount">The Windows account that linked servers see; an administrator's when it is not given.</param>
        internal SqlSession OpenInternalSession(string application, string database = "master", string? networkAccount = null) =>
            engine.OpenSession(
                new LoginContext("sa", WellKnownSids.Sa, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "sysadmin" }),
                new LoginRequest
                {
                    UserName = "sa",
                    Password = "",
                    ApplicationName = application,
                    HostName = engine.ComputerName,
                    NetworkAccount = networkAccount ?? InitialLogins.Administrator,
                },
                engine.FindDatabase(database) ?? throw new InvalidOperationException($"Instance {engine.Name} has no database {database}.")
            );
    }

    private sealed class RoleList
    {
        internal IReadOnlyList<ServerRole> Roles { get; set; } = ServerRole.Fixed;
    }
}

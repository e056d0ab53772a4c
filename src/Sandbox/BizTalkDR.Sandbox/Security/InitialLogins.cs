using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Security;

/// <summary>
/// The logins that setup makes: sa, the administrator who runs it, the accounts of the services, and the disabled ones of policy management.
/// </summary>
internal static class InitialLogins
{
    /// <summary>The Windows account that is given to setup as SQL Server administrator, the same for all instances of a domain.</summary>
    internal const string Administrator = @"CONTOSO\SqlAdministrator";

    internal static void Create(DatabaseEngine instance, string saPassword)
    {
        var sysadmin = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "sysadmin" };
        var now = instance.Host.Clock.Now;
        instance.Logins.Set(
            new ServerLogin
            {
                Id = 1,
                Name = "sa",
                Sid = WellKnownSids.Sa,
                PasswordHash = PasswordHash.Of(saPassword),
                Roles = sysadmin,
                CreateDate = now,
                ModifyDate = now,
                PasswordSetDate = now,
            }
        );
        foreach (var name in new[] { "##MS_PolicyEventProcessingLogin##", "##MS_PolicyTsqlExecutionLogin##" })
            instance.Logins.Set(
                new ServerLogin
                {
                    Id = instance.Logins.NextId(),
                    Name = name,
                    Sid = WellKnownSids.NewSqlLogin(),
                    PasswordHash = PasswordHash.Of(Guid.NewGuid().ToString()),
                    IsDisabled = true,
                    CreateDate = now,
                    ModifyDate = now,
                    PasswordSetDate = now,
                }
            );
        var (engine, agent) = ServiceAccounts(instance.Name);
        foreach (
            var (name, sid) in new[]
            {
                (Administrator, WellKnownSids.Account(Administrator)),
                (@"NT AUTHORITY\SYSTEM", WellKnownSids.LocalSystem),
                (engine, WellKnownSids.Service(engine.Split('\\')[1])),
                (agent, WellKnownSids.Service(agent.Split('\\')[1])),
            }
        )
            instance.Logins.Set(
                new ServerLogin
                {
                    Id = instance.Logins.NextId(),
                    Name = name,
                    Sid = sid,
                    Kind = ServerPrincipalKind.WindowsLogin,
                    Roles = name == @"NT AUTHORITY\SYSTEM" ? new HashSet<string>() : sysadmin,
                    CreateDate = now,
                    ModifyDate = now,
                }
            );
    }

    /// <summary>As whom services that run under virtual accounts appear on other computers: their computer's own account.</summary>
    internal static string OnNetwork(DatabaseEngine instance) => $@"CONTOSO\{instance.ComputerName}$";

    /// <summary>The virtual accounts of the engine and of the Agent.</summary>
    internal static (string Engine, string Agent) ServiceAccounts(string instance) =>
        instance.Split('\\') is [_, var name]
            ? ($@"NT SERVICE\MSSQL${name}", $@"NT SERVICE\SQLAgent${name}")
            : (@"NT SERVICE\MSSQLSERVER", @"NT SERVICE\SQLSERVERAGENT");
}

using BizTalkDR.Sandbox.Catalog;
using BizTalkDR.Sandbox.Catalog.Configuration;
using BizTalkDR.Sandbox.Catalog.Functions;
using BizTalkDR.Sandbox.Catalog.Principals;
using BizTalkDR.Sandbox.Catalog.Procedures;
using BizTalkDR.Sandbox.Catalog.Statements;
using BizTalkDR.Sandbox.Catalog.Views;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    internal LoginCollection Logins { get; } = new();

    internal ServerPermissions ServerPermissions { get; } = new();

    internal Credentials Credentials { get; } = new();

    /// <summary>The fixed roles and those made by CREATE SERVER ROLE.</summary>
    internal IReadOnlyList<ServerRole> ServerRoles { get; set; } = ServerRole.Fixed;

    internal ServerRole? FindServerRole(string name) =>
        ServerRoles.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase));

    internal ServerConfiguration Configuration { get; } = new();

    /// <summary>Linked servers by name; <see cref="LinkedServers.Resolve"/> gives the instance that one stands for.</summary>
    internal LinkedServers LinkedServers { get; private set; } = null!;

    internal AppLocks AppLocks { get; } = new();

    internal ServerRegistry Registry { get; private set; } = null!;

    /// <summary>The errorlog: start-up, failed logins, backups and restores.</summary>
    internal ErrorLog ErrorLog { get; private set; } = null!;

    partial void StartCatalog()
    {
        LinkedServers = new LinkedServers(this);
        Registry = new ServerRegistry(this);
        ErrorLog = new ErrorLog(Host.Clock);
        ErrorLog.WriteStart(this);
        InitialLogins.Create(this);
        CatalogFunctions.AddTo(Functions);
        CatalogViews.AddTo(Views);
        CatalogProcedures.AddTo(Procedures);
        CatalogStatements.AddTo(Statements);
        CheckUse = Permissions.CheckDatabase;
    }
}

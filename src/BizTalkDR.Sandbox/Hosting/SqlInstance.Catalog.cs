using BizTalkDR.Sandbox.Catalog;
using BizTalkDR.Sandbox.Catalog.Functions;
using BizTalkDR.Sandbox.Catalog.Principals;
using BizTalkDR.Sandbox.Catalog.Views;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    internal LoginCollection Logins { get; } = new();

    internal ServerPermissions ServerPermissions { get; } = new();

    /// <summary>The errorlog: start-up, failed logins, backups and restores.</summary>
    internal ErrorLog ErrorLog { get; private set; } = null!;

    partial void StartCatalog()
    {
        ErrorLog = new ErrorLog(Host.Clock);
        ErrorLog.WriteStart(this);
        InitialLogins.Create(this);
        CatalogFunctions.AddTo(Functions);
        CatalogViews.AddTo(Views);
    }
}

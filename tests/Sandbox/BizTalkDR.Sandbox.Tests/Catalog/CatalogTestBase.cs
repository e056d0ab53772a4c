using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

/// <summary>One instance named PROD, and a session of sa's in it.</summary>
public abstract class CatalogTestBase : IAsyncDisposable
{
    private protected SandboxHost Host { get; } = new();

    private protected SqlInstance Instance { get; }

    protected CatalogTestBase() => Instance = Host.AddInstance(new SqlInstanceOptions { Name = "PROD" });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected SqlSession Session(string database = "master") => Instance.OpenInternalSession("test", database);
}

using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Language;

/// <summary>A session of an instance of its own, on a database of its own.</summary>
public abstract class LanguageFixture : IAsyncDisposable
{
    private readonly SandboxHost host = new();

    protected LanguageFixture()
    {
        Instance = host.AddInstance(new SqlInstanceOptions { Name = "SRC" });
        Instance.AddDatabase("Work");
        Session = Instance.OpenInternalSession("test", "Work");
    }

    protected SandboxHost Host => host;

    protected SqlInstance Instance { get; }

    private protected SqlSession Session { get; }

    private protected SqlSession AnotherSession() => Instance.OpenInternalSession("other", "Work");

    private protected object? Value(string expression) => Session.Scalar("SELECT " + expression);

    private protected RecordingSink Run(string sql) => Session.Run(sql);

    private protected RecordingSink MustRun(string sql) => Session.MustRun(sql);

    /// <summary>The rows as text: columns joined by commas, rows by blanks, NULL as -.</summary>
    private protected string Show(string sql) =>
        string.Join(
            ' ',
            MustRun(sql)
                .Rows.Select(row =>
                    string.Join(
                        ',',
                        row.Select(value =>
                            value is null ? "-" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
                        )
                    )
                )
        );

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Session.Dispose();
        await host.DisposeAsync();
    }
}

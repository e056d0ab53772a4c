using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

/// <summary>A sandbox whose storage is asked in T-SQL.</summary>
public abstract class StatementFixture : IAsyncDisposable
{
    private readonly Dictionary<string, SqlSession> sessions = [];

    protected StatementFixture() => Host.Files.CreateShare("FILES", "Backup");

    protected SandboxHost Host { get; } = new();

    protected SqlInstance Instance(string name = "SQL1") =>
        Host.FindInstance(name) ?? Host.AddInstance(new SqlInstanceOptions { Name = name });

    private protected SqlSession Session(string instance = "SQL1") =>
        sessions.TryGetValue(instance, out var session) ? session : sessions[instance] = Instance(instance).OpenInternalSession("test");

    private protected RecordingSink Run(string sql, string instance = "SQL1") => Run(Session(instance), sql);

    private protected static RecordingSink Run(SqlSession session, string sql)
    {
        var sink = new RecordingSink();
        session.ExecuteBatch(sql, sink, CancellationToken.None);
        return sink.ThrowOnError();
    }

    /// <summary>The numbers of the errors that a batch ends with.</summary>
    private protected int[] Errors(string sql, string instance = "SQL1")
    {
        var sink = new RecordingSink();
        Session(instance).ExecuteBatch(sql, sink, CancellationToken.None);
        return [.. sink.ErrorNumbers];
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using System.Net;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Tds;

/// <summary>A server behind the wire that does whatever a test tells it to.</summary>
internal sealed class FakeServer : ISqlFrontEnd, IAsyncDisposable
{
    internal const string Password = "Pass wörd;=1\"'";
    private readonly TdsListener listener;
    private int lastSpid = 50;

    internal FakeServer(TdsLimits? limits = null, IPEndPoint? endPoint = null) =>
        listener = new TdsListener(this, endPoint ?? new IPEndPoint(IPAddress.Loopback, 0), limits);

    public string ServerName => @"FAKE\ONE";

    public Version ProductVersion => new(15, 0, 4430, 1);

    internal Action<string, IResultSink, CancellationToken> OnBatch { get; set; } = (_, _, _) => { };

    internal Action<ProcedureRequest, IResultSink, CancellationToken> OnCall { get; set; } = (_, sink, _) => sink.EndProcedure(0);

    internal ConcurrentQueue<LoginRequest> Logins { get; } = [];

    internal ConcurrentDictionary<int, FakeSession> Sessions { get; } = [];

    /// <summary>What was asked of the sessions besides batches and calls.</summary>
    internal ConcurrentQueue<string> Events { get; } = [];

    internal TdsListener Listener => listener;

    public ISqlSession Login(LoginRequest request, IResultSink sink)
    {
        Logins.Enqueue(request);
        if (request.Password != Password)
            throw MessageCatalog.Error(18456, request.UserName);
        if (request.Database == "missing")
            throw new SqlServerException(MessageCatalog.Message(4060, "missing"), MessageCatalog.Message(18456, request.UserName));
        var session = new FakeSession(this, Interlocked.Increment(ref lastSpid));
        Sessions[session.Spid] = session;
        var database = request.Database.Length == 0 ? "master" : request.Database;
        sink.DatabaseChanged("master", database);
        sink.Message(MessageCatalog.MessageWithState(5701, 2, database));
        sink.Message(MessageCatalog.Message(5703, "us_english"));
        return session;
    }

    internal string ConnectionString(Action<SqlConnectionStringBuilder>? change = null)
    {
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = $"127.0.0.1,{listener.EndPoint.Port}",
            UserID = "sa",
            Password = Password,
            TrustServerCertificate = true,
            Pooling = false,
            ConnectTimeout = 300,
        };
        change?.Invoke(builder);
        return builder.ConnectionString;
    }

    internal async Task<SqlConnection> ConnectAsync(Action<SqlConnectionStringBuilder>? change = null)
    {
        var connection = new SqlConnection(ConnectionString(change));
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}

internal sealed class FakeSession(FakeServer server, int spid) : ISqlSession
{
    private long transaction = 1000;

    public int Spid => spid;

    public string DatabaseName => "master";

    public CancellationToken Killed => Kill.Token;

    internal CancellationTokenSource Kill { get; } = new();

    public void ExecuteBatch(string text, IResultSink sink, CancellationToken attention) => server.OnBatch(text, sink, attention);

    public void ExecuteProcedure(ProcedureRequest request, IResultSink sink, CancellationToken attention) =>
        server.OnCall(request, sink, attention);

    public void BeginTransaction(string? name, TransactionIsolation isolation, IResultSink sink)
    {
        server.Events.Enqueue($"begin {name} {isolation}");
        sink.TransactionBegan(++transaction);
    }

    public void CommitTransaction(string? name, IResultSink sink)
    {
        server.Events.Enqueue($"commit {name}");
        sink.TransactionEnded(transaction, true);
    }

    public void RollbackTransaction(string? name, IResultSink sink)
    {
        server.Events.Enqueue($"rollback {name}");
        if (name is null)
            sink.TransactionEnded(transaction, false);
    }

    public void SaveTransaction(string name, IResultSink sink) => server.Events.Enqueue($"save {name}");

    public void Reset(bool keepTransaction, IResultSink sink) => server.Events.Enqueue($"reset {keepTransaction}");

    public void Dispose()
    {
        server.Events.Enqueue("closed");
        server.Sessions.TryRemove(spid, out _);
        Kill.Dispose();
    }
}

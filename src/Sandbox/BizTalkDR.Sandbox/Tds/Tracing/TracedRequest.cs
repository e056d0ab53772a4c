using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tds.Tracing;

/// <summary>What a client asked for.</summary>
public enum TracedRequestKind
{
    /// <summary>A connection, from its first byte to the answer to its login. What the login message says is not kept.</summary>
    Login,

    /// <summary>A batch: statements without parameters.</summary>
    Batch,

    /// <summary>A remote procedure call; a statement with parameters is one of sp_executesql.</summary>
    Procedure,

    /// <summary>A request of the client's transaction object: Begin, Commit, Rollback, Save.</summary>
    Transaction,

    /// <summary>The end of a connection.</summary>
    Logout,
}

/// <summary>One request of a client.</summary>
public sealed class TracedRequest
{
    /// <summary>What was asked for.</summary>
    public required TracedRequestKind Kind { get; init; }

    /// <summary>The instance's name.</summary>
    public required string Instance { get; init; }

    /// <summary>The number of the connection it came by: no other connection to the sandbox's instances has it, then or later.</summary>
    public required long Connection { get; init; }

    /// <summary>@@SPID of the session; 0 for a login that was refused. Once the session has ended another may have it.</summary>
    public required int Session { get; init; }

    /// <summary>The session's database when the request arrived; for a login the one it got.</summary>
    public string Database { get; init; } = "";

    /// <summary>The name the client's application goes by (APP_NAME()).</summary>
    public string Application { get; init; } = "";

    /// <summary>The batch, the procedure's name, or the transaction request; secrets in it are hidden.</summary>
    public string Text { get; init; } = "";

    /// <summary>The arguments of a procedure, in the order they were sent.</summary>
    public IReadOnlyList<TracedParameter> Parameters { get; init; } = [];

    /// <summary>Whether a pooled connection was used anew with this request (sp_reset_connection).</summary>
    public bool IsReset { get; init; }

    /// <summary>The moment it arrived; see <see cref="StatementTrace.NextMoment"/>.</summary>
    public required long Arrived { get; init; }

    /// <summary>The moment its answer was complete; 0 while it runs. What arrived later had seen the answer, or could have.</summary>
    public long Ended { get; internal set; }

    /// <summary>When it arrived, since the sandbox was made.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>How long it took in the sandbox.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Kind, session and text.</summary>
    public override string ToString() => $"{Instance} {Session} {Kind} {Text}".TrimEnd();
}

/// <summary>An argument of a procedure.</summary>
/// <param name="Name">With its @; empty when given by place.</param>
/// <param name="Type">The type the client declared.</param>
/// <param name="Value">The CLR value; null for NULL, and for a secret.</param>
/// <param name="IsOutput">The client wants the value back.</param>
/// <param name="IsSecret">It was a password or the like and is not kept.</param>
public sealed record TracedParameter(string Name, SqlType Type, object? Value, bool IsOutput = false, bool IsSecret = false);

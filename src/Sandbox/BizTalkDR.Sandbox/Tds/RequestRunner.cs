using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Runs a client's requests in its session, each with its response.</summary>
internal sealed class RequestRunner(
    ISqlFrontEnd server,
    ISqlSession session,
    Func<ISqlSession?, TracedClient> client,
    TokenWriter tokens,
    AttentionGate attention
)
{
    private TracedRequest? traced;
    private long began;
    private const byte FirstFatalSeverity = 20;

    /// <summary>Runs one request and sends its response. False when the connection must end.</summary>
    internal bool Run(TdsMessage message)
    {
        if (message.Type == PacketType.Attention)
        {
            if (attention.TryAcknowledge())
                new TdsResultSink(tokens).AcknowledgeAttention();
            return true;
        }

        // The client gave up in the middle of sending; an attention follows.
        if (message.LastStatus.HasFlag(PacketStatus.Ignore))
            return true;

        var sink = new TdsResultSink(tokens);
        var cancellation = attention.BeginRequest();
        began = Stopwatch.GetTimestamp();
        try
        {
            cancellation.ThrowIfCancellationRequested();
            Reset(message, sink);
            Execute(message, sink, cancellation);
            // Before the client can have seen the end: whatever it asks for then comes after it in the trace.
            EndTraced();
            sink.EndResponse();
            return true;
        }
        catch (OperationCanceledException) when (attention.TryAcknowledge())
        {
            EndTraced();
            sink.EndResponse();
            sink.AcknowledgeAttention();
            return true;
        }
        catch (OperationCanceledException)
        {
            return Fail(sink, MessageCatalog.Error(596));
        }
        catch (SqlServerException error)
        {
            return Fail(sink, error);
        }
        catch (TdsProtocolException)
        {
            Fail(sink, MessageCatalog.Error(4002));
            return false;
        }
        catch (Exception error) when (error is not (IOException or SocketException or ObjectDisposedException))
        {
            return Fail(sink, MessageCatalog.Error(3624, $"{error.GetType().Name}: {error.Message}"));
        }
        finally
        {
            EndTraced();
            attention.EndRequest();
        }
    }

    private bool Fail(TdsResultSink sink, SqlServerException error)
    {
        EndTraced();
        sink.Error(error);
        sink.EndResponse();
        return error.Error.Severity < FirstFatalSeverity;
    }

    private void Reset(TdsMessage message, TdsResultSink sink)
    {
        var keepsTransaction = message.FirstStatus.HasFlag(PacketStatus.ResetConnectionKeepTransaction);
        if (!keepsTransaction && !message.FirstStatus.HasFlag(PacketStatus.ResetConnection))
            return;
        session.Reset(keepsTransaction, sink);
        sink.ConnectionReset();
    }

    private void Execute(TdsMessage message, TdsResultSink sink, CancellationToken cancellation)
    {
        switch (message.Type)
        {
            case PacketType.SqlBatch:
                var text = BatchText(message.Payload);
                traced = server.Trace?.Batch(Client(message), text);
                session.ExecuteBatch(text, sink, cancellation);
                break;
            case PacketType.Rpc:
                ExecuteCalls(message, RpcMessage.Parse(message.Payload, tokens.Version), sink, cancellation);
                break;
            case PacketType.TransactionManager:
                var request = TransactionRequest.Parse(message.Payload, tokens.Version);
                traced = server.Trace?.Transaction(Client(message), request.Operation.ToString(), request.Name);
                Execute(request, sink);
                break;
            case PacketType.BulkLoad:
                throw MessageCatalog.Error(40517, "INSERT BULK");
            default:
                throw new TdsProtocolException($"A message of type {message.Type} is not expected after the login.");
        }
    }

    private string BatchText(ReadOnlySpan<byte> message)
    {
        var reader = new TdsReader(message);
        reader.SkipAllHeaders(tokens.Version);
        if (reader.Remaining % 2 != 0)
            throw new TdsProtocolException("A batch has half a character.");
        return Encoding.Unicode.GetString(reader.Bytes(reader.Remaining));
    }

    private TracedClient Client(TdsMessage message) =>
        client(session) with
        {
            IsReset =
                message.FirstStatus.HasFlag(PacketStatus.ResetConnection)
                || message.FirstStatus.HasFlag(PacketStatus.ResetConnectionKeepTransaction),
        };

    private void EndTraced()
    {
        server.Trace?.End(traced, began);
        traced = null;
    }

    private void ExecuteCalls(TdsMessage message, List<ProcedureRequest> calls, TdsResultSink sink, CancellationToken cancellation)
    {
        foreach (var call in calls)
        {
            cancellation.ThrowIfCancellationRequested();
            // Of several calls in one message only the last has not ended when the message has.
            EndTraced();
            began = Stopwatch.GetTimestamp();
            traced = server.Trace?.Procedure(Client(message), call);
            sink.BeginCall(call);
            session.ExecuteProcedure(call, sink, cancellation);
            sink.EndCall();
        }
    }

    private void Execute(TransactionRequest request, TdsResultSink sink)
    {
        switch (request.Operation)
        {
            case TransactionOperation.Begin:
                session.BeginTransaction(request.Name, request.Isolation, sink);
                break;
            case TransactionOperation.Commit:
                session.CommitTransaction(request.Name, sink);
                break;
            case TransactionOperation.Rollback:
                session.RollbackTransaction(request.Name, sink);
                break;
            case TransactionOperation.Save:
                session.SaveTransaction(request.Name ?? throw new TdsProtocolException("A savepoint has no name."), sink);
                break;
            case TransactionOperation.GetCoordinatorAddress or TransactionOperation.Propagate or TransactionOperation.Promote:
                throw MessageCatalog.Error(8501, server.ServerName);
            default:
                throw new TdsProtocolException($"There is no transaction request {request.Operation}.");
        }
        if (request.BeginsNext)
            session.BeginTransaction(request.NextName, request.Isolation, sink);
    }
}

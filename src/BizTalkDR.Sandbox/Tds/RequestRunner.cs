using System.Net.Sockets;
using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>Runs a client's requests in its session, each with its response.</summary>
internal sealed class RequestRunner(ISqlFrontEnd server, ISqlSession session, TokenWriter tokens, AttentionGate attention)
{
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
        try
        {
            cancellation.ThrowIfCancellationRequested();
            Reset(message, sink);
            Execute(message, sink, cancellation);
            sink.EndResponse();
            return true;
        }
        catch (OperationCanceledException) when (attention.TryAcknowledge())
        {
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
            attention.EndRequest();
        }
    }

    private static bool Fail(TdsResultSink sink, SqlServerException error)
    {
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
                session.ExecuteBatch(BatchText(message.Payload), sink, cancellation);
                break;
            case PacketType.Rpc:
                ExecuteCalls(RpcMessage.Parse(message.Payload, tokens.Version), sink, cancellation);
                break;
            case PacketType.TransactionManager:
                Execute(TransactionRequest.Parse(message.Payload, tokens.Version), sink);
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

    private void ExecuteCalls(List<ProcedureRequest> calls, TdsResultSink sink, CancellationToken cancellation)
    {
        foreach (var call in calls)
        {
            cancellation.ThrowIfCancellationRequested();
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

namespace BizTalkDR.Sandbox.Tds;

/// <summary>
/// Where a client's attention meets the request it is meant for. The client sends one attention at a time and waits for its
/// acknowledgement, which may come with the end of the request or, when that had ended already, alone.
/// </summary>
internal sealed class AttentionGate(CancellationToken closing) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? request;
    private bool isPending;

    /// <summary>An attention has arrived: what runs is cancelled.</summary>
    internal void Receive()
    {
        lock (gate)
        {
            isPending = true;
            request?.Cancel();
        }
    }

    /// <summary>A request begins; its token is cancelled by an attention, and when the connection ends.</summary>
    internal CancellationToken BeginRequest()
    {
        lock (gate)
        {
            request = CancellationTokenSource.CreateLinkedTokenSource(closing);
            if (isPending)
                request.Cancel();
            return request.Token;
        }
    }

    internal void EndRequest()
    {
        lock (gate)
        {
            request?.Dispose();
            request = null;
        }
    }

    /// <summary>Whether an attention waits for its acknowledgement, which the caller now sends.</summary>
    internal bool TryAcknowledge()
    {
        lock (gate)
        {
            var wasPending = isPending;
            isPending = false;
            return wasPending;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => EndRequest();
}

using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Tds.Tracing;
using BizTalkDR.Services;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>Notes when services are started and stopped among the statements: no statement does it, but those after it need it done.</summary>
/// <param name="inner">Reaches the services.</param>
/// <param name="trace">Counts the moments.</param>
internal sealed class ServiceRecorder(IServiceController inner, StatementTrace trace) : IServiceController
{
    private readonly ConcurrentQueue<ServiceCall> calls = new();

    public IReadOnlyList<ServiceCall> Calls => [.. calls];

    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellation) =>
        inner.GetServices(computer, cancellation);

    public void Start(string computer, string service, CancellationToken cancellation) =>
        Note(computer, service, true, () => inner.Start(computer, service, cancellation));

    public void Stop(string computer, string service, CancellationToken cancellation) =>
        Note(computer, service, false, () => inner.Stop(computer, service, cancellation));

    private void Note(string computer, string service, bool isStart, Action call)
    {
        var began = trace.NextMoment();
        call();
        calls.Enqueue(new ServiceCall(computer, service, isStart, began, trace.NextMoment()));
    }
}

/// <summary>The start or stop of a service.</summary>
/// <param name="Computer">The computer.</param>
/// <param name="Service">The service.</param>
/// <param name="IsStart">Whether it was started.</param>
/// <param name="Began">The moment before.</param>
/// <param name="Ended">The moment after.</param>
internal sealed record ServiceCall(string Computer, string Service, bool IsStart, long Began, long Ended);

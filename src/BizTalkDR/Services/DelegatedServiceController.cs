namespace BizTalkDR.Services;

/// <summary>Services reached by functions of the caller's, such as a user's script block around the tool of a cluster.</summary>
/// <param name="get">The services of a computer.</param>
/// <param name="start">Asks one to start: computer, service.</param>
/// <param name="stop">Asks one to stop: computer, service.</param>
public sealed class DelegatedServiceController(
    Func<string, IReadOnlyList<BtsService>> get,
    Action<string, string> start,
    Action<string, string> stop
) : IServiceController
{
    /// <inheritdoc/>
    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellationToken) => get(computer);

    /// <inheritdoc/>
    public void Start(string computer, string service, CancellationToken cancellationToken) => start(computer, service);

    /// <inheritdoc/>
    public void Stop(string computer, string service, CancellationToken cancellationToken) => stop(computer, service);
}

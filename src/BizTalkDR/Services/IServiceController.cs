namespace BizTalkDR.Services;

/// <summary>
/// Reaches the services of a computer. Windows has one (<see cref="WindowsServiceController"/>); a user's script block or a sandbox is another.
/// </summary>
public interface IServiceController
{
    /// <summary>The BizTalk services installed on the computer, with their states.</summary>
    /// <exception cref="ServiceControlException">The computer does not answer or refuses.</exception>
    IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellationToken);

    /// <summary>Asks the service to start and returns at once; it need not be running yet.</summary>
    /// <exception cref="ServiceControlException">The service does not exist, is disabled, or refuses.</exception>
    void Start(string computer, string service, CancellationToken cancellationToken);

    /// <summary>Asks the service to stop and returns at once; it need not be stopped yet.</summary>
    /// <exception cref="ServiceControlException">The service does not exist or refuses.</exception>
    void Stop(string computer, string service, CancellationToken cancellationToken);
}

using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Services;

/// <summary>Starts and stops the BizTalk services of all computers of a group, in the right order, and waits until they have got there.</summary>
/// <param name="controller">Reaches the services.</param>
/// <param name="timeout">How long one service may take; five minutes if not given: Enterprise Single Sign-On takes up to three.</param>
/// <param name="pollInterval">How often its state is read once it takes longer; half a second if not given.</param>
public sealed class ServiceCoordinator(IServiceController controller, TimeSpan? timeout = null, TimeSpan? pollInterval = null)
{
    private const int AtOnce = 8;
    private readonly TimeSpan timeout = timeout ?? TimeSpan.FromMinutes(5);
    private readonly TimeSpan pollInterval = pollInterval ?? TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The BizTalk services of the topology's computers: those the topology names for a computer, else all that are found there, without IIS,
    /// which serves others as well and is touched only when named.
    /// </summary>
    /// <exception cref="ServiceControlException">A computer does not answer, or a named service is not there.</exception>
    public IReadOnlyList<BtsService> GetServices(Topology topology, CancellationToken cancellationToken = default)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return [.. topology.Computers.SelectMany(computer => GetServices(topology, computer, cancellationToken))];
    }

    /// <summary>The services as they are now.</summary>
    /// <param name="services">The services as they were when they were read.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="ServiceControlException">A computer does not answer, or a service is not there any more.</exception>
    public IReadOnlyList<BtsService> Refresh(IReadOnlyList<BtsService> services, CancellationToken cancellationToken = default)
    {
        var now = services
            .Select(service => service.Computer)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                computer => computer,
                computer => controller.GetServices(computer, cancellationToken),
                StringComparer.OrdinalIgnoreCase
            );
        return
        [
            .. services.Select(service =>
                (
                    now[service.Computer]
                        .FirstOrDefault(found => string.Equals(found.Name, service.Name, StringComparison.OrdinalIgnoreCase))
                    ?? throw ServiceControlException.NoSuchService(service.Computer, service.Name)
                ) with
                {
                    IsOnMasterSecretServer = service.IsOnMasterSecretServer,
                }
            ),
        ];
    }

    /// <summary>Starts services, Enterprise Single Sign-On on the master secret server first, and waits until all run.</summary>
    /// <param name="services">The services; those that run already are left alone.</param>
    /// <param name="around">Called around the start of each service, for a journal; it must call what it is given.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ServiceControlException">One refuses, or does not run in time.</exception>
    public void Start(IEnumerable<BtsService> services, Action<BtsService, Action> around, CancellationToken cancellationToken = default) =>
        Change(ServiceOrder.ForStart(services), BtsServiceState.Running, controller.Start, around, cancellationToken);

    /// <summary>Stops services, Enterprise Single Sign-On on the master secret server last, and waits until all are stopped.</summary>
    /// <param name="services">The services; those that are stopped already are left alone.</param>
    /// <param name="around">Called around the stop of each service, for a journal; it must call what it is given.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ServiceControlException">One refuses, or does not stop in time.</exception>
    public void Stop(IEnumerable<BtsService> services, Action<BtsService, Action> around, CancellationToken cancellationToken = default) =>
        Change(ServiceOrder.ForStop(services), BtsServiceState.Stopped, controller.Stop, around, cancellationToken);

    private IEnumerable<BtsService> GetServices(Topology topology, BizTalkComputer computer, CancellationToken cancellationToken)
    {
        var isMaster = string.Equals(computer.Name, topology.MasterSecretServer, StringComparison.OrdinalIgnoreCase);
        var found = controller
            .GetServices(computer.Name, cancellationToken)
            .Select(service => service with { IsOnMasterSecretServer = isMaster })
            .ToList();
        if (computer.Services.Count == 0)
            return found.Where(service => service.Kind != BtsServiceKind.InternetInformationServices);
        return computer.Services.Select(name =>
            found.FirstOrDefault(service => string.Equals(service.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw ServiceControlException.NoSuchService(computer.Name, name)
        );
    }

    private void Change(
        IReadOnlyList<IReadOnlyList<BtsService>> waves,
        BtsServiceState wanted,
        Action<string, string, CancellationToken> ask,
        Action<BtsService, Action> around,
        CancellationToken cancellationToken
    )
    {
        foreach (var wave in waves)
        {
            var toChange = wave.Where(service => service.State != wanted).ToList();
            var changes = Throttled.RunAsync(
                toChange,
                AtOnce,
                service => around(service, () => ChangeOne(service, wanted, ask, cancellationToken)),
                cancellationToken
            );
            try
            {
                changes.Wait(CancellationToken.None);
            }
            catch (AggregateException several)
            {
                throw several.InnerExceptions.OfType<ServiceControlException>().FirstOrDefault() ?? several.InnerExceptions[0];
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void ChangeOne(
        BtsService service,
        BtsServiceState wanted,
        Action<string, string, CancellationToken> ask,
        CancellationToken cancellationToken
    )
    {
        ask(service.Computer, service.Name, cancellationToken);
        var deadline = DateTime.UtcNow + timeout;
        var pace = new Pace(pollInterval);
        while (true)
        {
            var state = ReadState(service, cancellationToken);
            if (state == wanted)
                return;
            if (DateTime.UtcNow >= deadline)
                throw ServiceControlException.NotReached(service, wanted, state, timeout);
            pace.Wait(cancellationToken);
        }
    }

    private BtsServiceState ReadState(BtsService service, CancellationToken cancellationToken) =>
        controller
            .GetServices(service.Computer, cancellationToken)
            .FirstOrDefault(found => string.Equals(found.Name, service.Name, StringComparison.OrdinalIgnoreCase))
            ?.State
        ?? throw ServiceControlException.NoSuchService(service.Computer, service.Name);
}

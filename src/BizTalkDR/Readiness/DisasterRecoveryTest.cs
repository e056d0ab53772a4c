using BizTalkDR.Readiness.Checks;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness;

/// <summary>
/// Tests whether a group could be recovered today: reads from all instances at once, then judges. It changes nothing. An instance that does not
/// answer makes the checks that need it <see cref="ReadinessStatus.Unknown"/>, never the test fail.
/// </summary>
/// <param name="connector">Opens connections.</param>
public sealed class DisasterRecoveryTest(IInstanceConnector connector)
{
    /// <summary>Runs the checks.</summary>
    /// <param name="topology">The two sides.</param>
    /// <param name="options">What to test, and the limits; all areas and one hour if not given.</param>
    /// <param name="progress">Told what is being done; called from several threads.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Errors.TopologyException"><c>UnknownCheck</c>: the topology acknowledges what is no check.</exception>
    /// <returns>One result per check and place, area by area.</returns>
    public IReadOnlyList<ReadinessResult> Run(
        Topology topology,
        ReadinessOptions? options = null,
        Action<string>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        options ??= new ReadinessOptions();
        Acknowledging.Check(topology);
        var observed = new ReadinessReader(connector, topology, options, progress ?? (_ => { }), cancellationToken).Read();
        return Acknowledging.Apply(ReadinessChecks.Judge(observed), topology.Acknowledged, DateTime.UtcNow.Date);
    }
}

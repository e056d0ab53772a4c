using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Services;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>Servers to which a recording can be sent.</summary>
internal interface IReplayStand
{
    /// <summary>The instances of both sides.</summary>
    IEnumerable<SqlInstance> Instances { get; }

    /// <summary>Reaches the services.</summary>
    IServiceController Services { get; }

    /// <summary>What this stand drew for itself and statements speak of, always in the same order.</summary>
    IReadOnlyList<string> OwnValues();

    /// <summary>Where an instance is reached.</summary>
    string AddressOf(SqlInstance instance);
}

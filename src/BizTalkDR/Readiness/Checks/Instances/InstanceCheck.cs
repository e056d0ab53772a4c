using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Instances;

/// <summary>Every instance answers.</summary>
internal static class InstanceCheck
{
    private static readonly ReadinessCheck Reachable = ReadinessCheckTable.Reachable;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.Directory.Identities.Select(identity =>
            identity.Failure is { } failure
                ? Reachable.Failed(
                    identity.Instance.Name,
                    null,
                    failure.Message,
                    failure.Remedy ?? "Check that the instance runs and can be reached."
                )
                : Reachable.Passed(identity.Instance.Name, null, $"It answers as {identity.ServerName}.")
        );
}

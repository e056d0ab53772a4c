using BizTalkDR.Readiness.Facts;

namespace BizTalkDR.Readiness.Checks;

/// <summary>Every instance answers.</summary>
internal static class InstanceCheck
{
    private static readonly Check Reachable = new(ReadinessArea.Instance, "Reachable");

    public static IEnumerable<ReadinessResult> Judge(ReadinessFacts facts) =>
        facts.Directory.Identities.Select(identity =>
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

using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.LogShipping;

/// <summary>BizTalk log shipping is set up on every destination instance.</summary>
internal static class LogShippingSetupCheck
{
    private static readonly ReadinessCheck Setup = ReadinessCheckTable.LogShippingSetup;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.HasDestination
            ? observed.LogShipping.Select(status =>
                status.Failure is { } failure ? Setup.Unknown(status.Instance, null, failure)
                : !status.IsConfigured || status.Sources.Count == 0
                    ? Setup.Failed(
                        status.Instance,
                        null,
                        status.IsConfigured
                            ? "Log shipping's tables are there, but no source of this group is configured."
                            : "Log shipping's tables are not in master.",
                        "Run LogShipping_Destination_Schema.sql and LogShipping_Destination_Logic.sql in master, then bts_ConfigureBizTalkLogShipping."
                    )
                : Setup.Passed(status.Instance, null, $"It ships {string.Join(", ", status.Sources)}.")
            )
            : [Setup.Skipped(null, null, "The topology names no destination.")];
}

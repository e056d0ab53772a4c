using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Tests whether a group could be recovered today: one object per check.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BtsDisasterRecovery", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(ReadinessResult))]
public sealed class TestBtsDisasterRecoveryCommand : BtsConnectionCmdlet
{
    /// <summary>The areas to test; without it all.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public ReadinessArea[] Area { get; set; } = [];

    /// <summary>How old the last usable mark may be.</summary>
    [Parameter]
    [Alias("RPO")]
    [LengthOfTime]
    public TimeSpan MaximumDataLoss { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far a destination may be behind.</summary>
    [Parameter]
    [LengthOfTime]
    public TimeSpan MaximumLag { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The disaster recovery instances, where -SqlInstance names production's.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string[] DestinationSqlInstance { get; set; } = [];

    /// <summary>The management database of production.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override ConnectionSettings ReadSettings() =>
        base.ReadSettings() with
        {
            DestinationInstances = DestinationSqlInstance,
        };

    private protected override void Process()
    {
        var session = Connect();
        var options = new ReadinessOptions
        {
            Areas = Area,
            MaximumDataLoss = MaximumDataLoss,
            MaximumLag = MaximumLag,
        };
        RunInBackground(
            "Testing disaster recovery",
            $"{session.Topology}",
            (pump, waiting, cancellation) =>
            {
                var results = session.Engine.TestReadiness(session.Topology, options, Tell, cancellation);
                foreach (var result in results)
                    pump.Post(() => Runtime.WriteObject(result));

                void Tell(string text)
                {
                    waiting.Report(text);
                    pump.Post(() => Runtime.WriteVerbose(text));
                }
            }
        );
    }
}

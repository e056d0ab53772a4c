using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Compares the logins, users and roles of a side with those of the source.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BtsLogin", DefaultParameterSetName = TopologySet)]
[OutputType(typeof(LoginTestResult))]
public sealed class TestBtsLoginCommand : LoginCmdlet
{
    /// <summary>The file from Export-BtsLogin; without it the source is asked.</summary>
    [Parameter(ParameterSetName = TopologySet, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    private protected override void Process()
    {
        var session = Connect();
        var logins = Source(session);
        var comparison = WaitFor(
            "Comparing logins",
            $"{session.Topology}",
            stop => session.Engine.Logins.Test(session.Topology, logins, Options(isExact: false), stop)
        );
        WriteWarnings(comparison.Warnings);
        foreach (var note in comparison.Notes)
            Runtime.WriteVerbose(note);
        WriteAll(comparison.Results);
    }

    private LoginExport Source(EngineSession session)
    {
        if (Path is not null)
            return Load(Path);
        if (Side == InstanceSide.Source)
            throw new BizTalkDRException(
                "LoginFileNeeded",
                ErrorKind.Configuration,
                "The source can't be compared with itself: a file of its logins is needed."
            )
            {
                Remedy = "Give the file that Export-BtsLogin wrote while the source was whole: -Path.",
            };
        var logins = WaitFor(
            "Reading logins",
            $"{session.Topology}",
            stop => session.Engine.Logins.Export(session.Topology, new LoginSelection(), stop)
        );
        RequireNames(logins);
        return logins;
    }
}

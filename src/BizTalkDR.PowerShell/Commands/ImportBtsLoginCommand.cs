using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Logins.Import;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Makes the logins of a file on the instances that need them, or brings them up to date.</summary>
[Cmdlet(
    VerbsData.Import,
    "BtsLogin",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(LoginImport))]
public sealed class ImportBtsLoginCommand : LoginCmdlet
{
    /// <summary>The file from Export-BtsLogin.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Whether roles and permissions beyond the source's are taken away.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    private protected override void Process()
    {
        var session = Connect();
        var logins = Load(Path);
        var plan = WaitFor(
            "Comparing logins",
            $"{session.Topology}",
            stop => session.Engine.Logins.Plan(session.Topology, logins, Options(Exact.IsPresent), stop)
        );
        WriteWarnings(plan.Warnings);
        foreach (var login in plan.Logins)
        {
            try
            {
                Import(session, login);
            }
            catch (BizTalkDRException failure)
            {
                WriteFailure(failure, login.Login);
            }
        }
    }

    private void Import(EngineSession session, LoginImport login)
    {
        switch (login.State)
        {
            case LoginImportState.Missing or LoginImportState.Outdated:
                Change(session, login);
                return;
            case LoginImportState.Refused:
                WriteFailure(
                    new BizTalkDRException(login.ErrorId ?? "LoginRefused", ErrorKind.Conflict, login.Detail ?? "")
                    {
                        Server = login.Instance,
                        Remedy = login.Remedy,
                    },
                    login.Login
                );
                break;
            case LoginImportState.NotMovable:
                Runtime.WriteWarning($"{login.Detail} {login.Remedy}");
                break;
        }
        WriteNotes(login);
        if (!Runtime.IsWhatIf)
            Runtime.WriteObject(login);
    }

    private void Change(EngineSession session, LoginImport login)
    {
        var action =
            $"{(login.State == LoginImportState.Missing ? "Create login" : "Bring login up to date")}: {string.Join("; ", login.Changes)}";
        if (!Runtime.ShouldProcess($"{login.Login} on {login.Instance}, SID {login.Sid}", action))
            return;
        var done = WaitFor("Importing login", $"{login.Login}", stop => session.Engine.Logins.Import(session.Topology, login, stop));
        WriteNotes(done);
        Runtime.WriteObject(done);
    }

    private void WriteNotes(LoginImport login)
    {
        foreach (var note in login.Notes)
            Runtime.WriteWarning($"{login.Login} on {login.Instance}: {note}");
    }
}

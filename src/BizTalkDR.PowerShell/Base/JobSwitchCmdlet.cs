using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Errors;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that enable and disable jobs.</summary>
public abstract class JobSwitchCmdlet : JobInputCmdlet
{
    /// <summary>Whether the jobs are returned as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether the jobs are enabled, else disabled.</summary>
    private protected abstract bool Enables { get; }

    private protected sealed override void Process()
    {
        var session = Connect();
        foreach (var job in FindJobs(session))
        {
            try
            {
                Switch(session, job);
            }
            catch (BizTalkDRException failure)
            {
                WriteFailure(failure, job.Name);
            }
        }
    }

    private void Switch(EngineSession session, AgentJob job)
    {
        if (!Runtime.ShouldProcess($"'{job.Name}' on {job.Instance}", Enables ? "Enable job" : "Disable job"))
            return;
        var changed = WaitFor(
            Enables ? "Enabling job" : "Disabling job",
            $"{job}",
            stop => session.Engine.SetEnabled(session.Topology, job, Enables, stop)
        );
        Runtime.WriteVerbose($"'{job.Name}' on {job.Instance} is {(changed.IsEnabled ? "enabled" : "disabled")}, says msdb.");
        if (!Enables && changed is { IsEnabled: false, SwitchedOffBy: null } && job.IsEnabled)
            Runtime.WriteWarning(
                $"'{job.Name}' on {job.Instance} is disabled, and carries no mark that says so: msdb there lets the login change neither its description nor extended properties. "
                    + "No later run will know that it is to be enabled again; note it."
            );
        if (PassThru.IsPresent)
            Runtime.WriteObject(changed);
    }
}

using BizTalkDR.Sandbox.Agent;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    private static readonly string[] AgentScripts =
    [
        "Agent.msdb.sql",
        "Agent.jobs.sql",
        "Agent.jobsteps.sql",
        "Agent.schedules.sql",
        "Agent.history.sql",
        "Agent.server.sql",
        "Agent.policies.sql",
    ];

    /// <summary>SQL Server Agent, started with the instance.</summary>
    public SqlAgent Agent { get; private set; } = null!;

    partial void StartAgent()
    {
        Agent = new SqlAgent(this);
        Procedures.AddRange(AgentProcedures.All);
        foreach (var script in AgentScripts)
            SqlScript.Run(this, script, "msdb");
        Agent.Start();
    }

    private async partial ValueTask StopAgent()
    {
        if (Agent is not null)
            await Agent.StopAsync().ConfigureAwait(false);
    }
}

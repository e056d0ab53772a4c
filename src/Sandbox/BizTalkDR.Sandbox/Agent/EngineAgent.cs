using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>The Agent of an instance.</summary>
internal static class EngineAgent
{
    private static readonly string[] Scripts =
    [
        "Agent.msdb.sql",
        "Agent.jobs.sql",
        "Agent.jobsteps.sql",
        "Agent.schedules.sql",
        "Agent.history.sql",
        "Agent.server.sql",
        "Agent.policies.sql",
    ];

    extension(DatabaseEngine engine)
    {
        internal SqlAgent Agent => engine.Parts.Find<SqlAgent>();

        /// <summary>Fills msdb with the Agent's tables and procedures, and starts the Agent.</summary>
        internal SqlAgent StartAgent()
        {
            var agent = new SqlAgent(engine);
            engine.Procedures.AddRange(AgentProcedures.All);
            foreach (var script in Scripts)
                SqlScript.Run(engine, script, "msdb");
            agent.Start();
            return agent;
        }
    }
}

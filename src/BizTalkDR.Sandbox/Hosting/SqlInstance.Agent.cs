namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    partial void StartAgent()
    {
        if (Interpreter is null || FindDatabase("msdb") is null)
            return;
        SqlScript.Run(this, "Agent.msdb.sql", "msdb");
    }

    private partial ValueTask StopAgent() => ValueTask.CompletedTask;
}

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    private partial ValueTask StopAgent() => ValueTask.CompletedTask;
}

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    private partial ValueTask StopListening() => ValueTask.CompletedTask;
}

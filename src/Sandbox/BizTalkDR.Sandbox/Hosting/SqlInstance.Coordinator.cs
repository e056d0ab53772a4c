namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    /// <summary>
    /// Whether MSDTC runs on the instance's computer. While it does not, a distributed transaction fails: with message 8501 where it begins, with
    /// 7391 where it is to go.
    /// </summary>
    public bool IsCoordinatorRunning { get; set; } = true;
}

namespace BizTalkDR.Runbook.Failback;

/// <summary>Progress told on the thread that makes it; <see cref="Progress{T}"/> would post it elsewhere and out of order.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

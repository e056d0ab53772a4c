namespace BizTalkDR.Agent;

/// <summary>What a row of msdb.dbo.sysjobactivity says of a job now. Times are the server's local time.</summary>
/// <param name="RunningSince">Since when it is running; null if it is not.</param>
/// <param name="RequestedAt">When it was asked to start, if it has not begun yet.</param>
internal readonly record struct JobActivity(DateTime? RunningSince, DateTime? RequestedAt)
{
    /// <summary>Tells from the row's times. What began or was stopped before the request belongs to an earlier run.</summary>
    public static JobActivity Of(DateTime? requested, DateTime? started, DateTime? stopped)
    {
        var isWaiting = requested is not null && !(started >= requested) && !(stopped >= requested);
        return new JobActivity(started is not null && stopped is null && !isWaiting ? started : null, isWaiting ? requested : null);
    }
}

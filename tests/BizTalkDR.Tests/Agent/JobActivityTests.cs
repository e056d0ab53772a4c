using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public class JobActivityTests
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0);

    [Theory]
    [InlineData(null, null, null, false, false)]
    [InlineData(0, null, null, false, true)]
    [InlineData(0, 1, null, true, false)]
    [InlineData(0, 0, null, true, false)]
    [InlineData(0, 1, 2, false, false)]
    // Asked again, while the row still tells of the run before.
    [InlineData(5, 1, 2, false, true)]
    // Stopped before it began.
    [InlineData(5, 1, 6, false, false)]
    [InlineData(5, null, 6, false, false)]
    [InlineData(null, 1, null, true, false)]
    public void Whether_a_job_runs_or_is_about_to_is_told_by_its_times(int? requested, int? started, int? stopped, bool runs, bool waits)
    {
        static DateTime? At(int? minutes) => minutes is { } number ? Noon.AddMinutes(number) : null;

        var activity = JobActivity.Of(At(requested), At(started), At(stopped));

        Assert.Equal((runs, waits), (activity.RunningSince is not null, activity.RequestedAt is not null));
    }
}

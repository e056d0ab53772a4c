using BizTalkDR.Benchmarks.Failback;
using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Benchmarks.Tests.Failback;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_recorded_failback_sent_once_more_brings_another_sandbox_back_with_the_same_statements()
    {
        var recording = await FailbackBenchmark.RecordAsync();

        Assert.True(recording.Statements > 300, $"A failback sends more than {recording.Statements} statements.");
        Assert.Contains(recording.Requests, request => request.Text.StartsWith("RESTORE LOG", StringComparison.Ordinal));
        Assert.Contains(recording.Requests, request => request.Text.StartsWith("DROP DATABASE", StringComparison.Ordinal));
        Assert.Equal(recording.Calls.Count(call => call.IsStart), recording.Calls.Count(call => !call.IsStart));
        Assert.Equal(recording.Connections, recording.Requests.Count(request => request.Kind == TracedRequestKind.Logout));

        // Throws when production is not back, or when the other sandbox was asked for anything else.
        await FailbackBenchmark.CompareAsync(recording);
    }

    [Fact]
    public void Values_of_one_sandbox_are_put_in_the_words_of_its_twin()
    {
        var job = Guid.NewGuid();
        var other = Guid.NewGuid();
        var translation = new Translation(["BTS_1", "SRC_Log_BTS_1.bak", job.ToString()], ["BTS_2", "SRC_Log_BTS_2.bak", other.ToString()]);

        Assert.Equal(
            $"RESTORE LOG a FROM DISK = 'SRC_Log_BTS_2.bak' WITH STOPATMARK = 'BTS_2' -- {other}",
            translation.Of(
                $"RESTORE LOG a FROM DISK = 'SRC_Log_BTS_1.bak' WITH STOPATMARK = 'BTS_1' -- {job.ToString().ToUpperInvariant()}"
            )
        );
        Assert.Equal(other, translation.Of((object)job));
        Assert.Equal(7, translation.Of((object)7));
    }

    [Fact]
    public void Sandboxes_that_are_no_twins_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new Translation(["a"], ["b", "c"]));
}

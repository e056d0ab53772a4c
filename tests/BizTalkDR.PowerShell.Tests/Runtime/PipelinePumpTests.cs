using System.Management.Automation;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests.Runtime;

public sealed class PipelinePumpTests
{
    [Fact]
    public void What_several_threads_post_is_carried_out_on_the_callers_thread()
    {
        using var pump = new PipelinePump();
        var threads = new List<int>();
        var written = new List<int>();

        pump.Run(
            _ =>
                Parallel.For(
                    0,
                    100,
                    i =>
                        pump.Post(() =>
                        {
                            threads.Add(Environment.CurrentManagedThreadId);
                            written.Add(i);
                        })
                ),
            CancellationToken.None
        );

        Assert.Equal(Enumerable.Range(0, 100), written.Order());
        Assert.Equal([Environment.CurrentManagedThreadId], threads.Distinct());
    }

    [Fact]
    public void What_one_thread_posts_keeps_its_order()
    {
        using var pump = new PipelinePump();
        var written = new List<int>();
        pump.Run(
            _ =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var number = i;
                    pump.Post(() => written.Add(number));
                }
            },
            CancellationToken.None
        );
        Assert.Equal(Enumerable.Range(0, 50), written);
    }

    [Fact]
    public void A_question_that_the_end_of_the_pipeline_cuts_short_is_a_stop_to_the_work()
    {
        using var pump = new PipelinePump();
        Exception? seen = null;
        pump.Run(_ => seen = Record.Exception(() => pump.Ask<bool>(() => throw new PipelineStoppedException())), CancellationToken.None);
        Assert.IsAssignableFrom<OperationCanceledException>(seen);
    }

    [Fact]
    public void A_question_is_answered_on_the_callers_thread_and_the_work_gets_the_answer()
    {
        using var pump = new PipelinePump();
        var asked = 0;
        var answer = false;
        pump.Run(
            _ =>
                answer = pump.Ask(() =>
                {
                    asked = Environment.CurrentManagedThreadId;
                    return true;
                }),
            CancellationToken.None
        );
        Assert.True(answer);
        Assert.Equal(Environment.CurrentManagedThreadId, asked);
    }

    [Fact]
    public void A_question_that_fails_fails_in_the_work()
    {
        using var pump = new PipelinePump();
        var caught = "";
        pump.Run(
            _ =>
            {
                try
                {
                    pump.Ask<bool>(() => throw new InvalidDataException("no answer"));
                }
                catch (InvalidDataException error)
                {
                    caught = error.Message;
                }
            },
            CancellationToken.None
        );
        Assert.Equal("no answer", caught);
    }

    [Fact]
    public void A_write_that_fails_cancels_the_work_waits_for_it_and_comes_out()
    {
        using var pump = new PipelinePump();
        var ended = false;
        var failure = Assert.Throws<InvalidOperationException>(() =>
            pump.Run(
                cancellation =>
                {
                    pump.Post(() => throw new InvalidOperationException("pipeline is gone"));
                    cancellation.WaitHandle.WaitOne();
                    ended = true;
                },
                CancellationToken.None
            )
        );
        Assert.Equal("pipeline is gone", failure.Message);
        Assert.True(ended);
    }

    [Fact]
    public void A_question_after_the_pipeline_is_gone_is_cancelled_and_does_not_hang()
    {
        using var pump = new PipelinePump();
        Exception? caught = null;
        Assert.Throws<InvalidOperationException>(() =>
            pump.Run(
                cancellation =>
                {
                    pump.Post(() => throw new InvalidOperationException("pipeline is gone"));
                    cancellation.WaitHandle.WaitOne();
                    caught = Record.Exception(() => pump.Ask(() => true));
                },
                CancellationToken.None
            )
        );
        Assert.IsAssignableFrom<OperationCanceledException>(caught);
    }

    [Fact]
    public void What_the_work_throws_comes_out_after_what_it_wrote()
    {
        using var pump = new PipelinePump();
        var written = new List<string>();
        Assert.Throws<InvalidDataException>(() =>
            pump.Run(
                _ =>
                {
                    pump.Post(() => written.Add("before"));
                    throw new InvalidDataException();
                },
                CancellationToken.None
            )
        );
        Assert.Equal(["before"], written);
    }

    [Fact]
    public void Ctrl_C_reaches_the_work()
    {
        using var pump = new PipelinePump();
        using var stop = new CancellationTokenSource();
        var seen = false;
        pump.Run(
            cancellation =>
            {
                stop.Cancel();
                seen = cancellation.IsCancellationRequested;
            },
            stop.Token
        );
        Assert.True(seen);
    }

    [Fact]
    public void A_message_after_the_end_is_dropped()
    {
        using var pump = new PipelinePump();
        using var ended = new ManualResetEventSlim();
        Exception? caught = new InvalidDataException("not run");
        Thread? late = null;
        pump.Run(
            _ =>
                (
                    late = new Thread(() =>
                    {
                        ended.Wait();
                        caught = Record.Exception(() => pump.Post(() => { }));
                    })
                ).Start(),
            CancellationToken.None
        );
        ended.Set();
        late!.Join();
        Assert.Null(caught);
    }
}

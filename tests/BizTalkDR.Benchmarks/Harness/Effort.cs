using System.Diagnostics;

namespace BizTalkDR.Benchmarks.Harness;

/// <summary>What something took.</summary>
/// <param name="Elapsed">The time that passed.</param>
/// <param name="Processor">The processor time of the whole process: what other programs hardly change.</param>
internal readonly record struct Effort(TimeSpan Elapsed, TimeSpan Processor)
{
    /// <summary>Does the work and tells what it took, for one of its repeats.</summary>
    public static Effort Of(Action work, int repeats = 1)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        for (var repeat = 0; repeat < repeats; repeat++)
            work();
        return new Effort(Stopwatch.GetElapsedTime(started) / repeats, (Environment.CpuUsage.TotalTime - processor) / repeats);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Output;

/// <summary>
/// Shows that work goes on once it has taken two seconds, and how long it still takes: by the part that is done where the work tells it, else by
/// how long the same took before in this session.
/// </summary>
internal sealed class WaitingProgress : IDisposable
{
    /// <summary>How long nothing is shown.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int Id = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly ConcurrentDictionary<string, TimeSpan> Before = new(StringComparer.OrdinalIgnoreCase);
    private readonly ICmdletRuntime runtime;
    private readonly PipelinePump pump;
    private readonly string activity;
    private readonly string about;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Timer timer;
    private volatile string? status;
    private volatile int done = -1;
    private volatile bool ended;

    /// <summary>Begins to wait.</summary>
    /// <param name="runtime">Where it is shown.</param>
    /// <param name="pump">The way to the pipeline's thread.</param>
    /// <param name="activity">What is done: Reading jobs.</param>
    /// <param name="about">Where: an instance, a group.</param>
    /// <param name="patience">How long nothing is shown; two seconds without it.</param>
    public WaitingProgress(ICmdletRuntime runtime, PipelinePump pump, string activity, string about, TimeSpan? patience = null)
    {
        (this.runtime, this.pump, this.activity, this.about) = (runtime, pump, activity, about);
        timer = new Timer(_ => pump.Post(Show), null, patience ?? Patience, Interval);
    }

    /// <summary>Whether anything was shown. Asked on the pipeline's thread.</summary>
    private bool IsShown { get; set; }

    /// <summary>Tells where the work is. From any thread.</summary>
    /// <param name="text">What is being done now.</param>
    /// <param name="percent">How much is done; -1 if that is not known.</param>
    public void Report(string text, int percent = -1) => (status, done) = (text, percent);

    /// <summary>The work has ended well: the next time, it is expected to take as long.</summary>
    public void Succeeded() => Before[Key] = clock.Elapsed;

    /// <summary>Ends the waiting; what was shown vanishes.</summary>
    public void Dispose()
    {
        ended = true;
        timer.Dispose();
        pump.Post(() =>
        {
            if (IsShown)
                runtime.WriteProgress(new CmdletProgress(Id, activity, "Done", 100, IsCompleted: true));
        });
    }

    /// <summary>How long something takes of which a part is done.</summary>
    /// <param name="elapsed">How long that part has taken.</param>
    /// <param name="percent">How much it is.</param>
    /// <returns>Seconds; -1 if nothing can be said yet.</returns>
    public static int SecondsRemaining(TimeSpan elapsed, int percent) =>
        percent is < 1 or > 100 ? -1 : (int)Math.Min(int.MaxValue, elapsed.TotalSeconds * (100 - percent) / percent);

    private string Key => $"{activity}\n{about}";

    private void Show()
    {
        if (ended)
            return;
        IsShown = true;
        var elapsed = clock.Elapsed;
        var percent = done;
        var remaining = SecondsRemaining(elapsed, percent);
        if (percent < 0 && Before.TryGetValue(Key, out var before) && before > elapsed)
        {
            percent = (int)(elapsed.TotalMilliseconds * 100 / before.TotalMilliseconds);
            remaining = (int)Math.Ceiling((before - elapsed).TotalSeconds);
        }
        var since = string.Format(CultureInfo.CurrentCulture, "{0:0} s so far", elapsed.TotalSeconds);
        runtime.WriteProgress(new CmdletProgress(Id, activity, $"{status ?? about} ({since})", percent, SecondsRemaining: remaining));
    }
}

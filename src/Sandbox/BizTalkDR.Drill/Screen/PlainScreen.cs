using System.Diagnostics;
using System.Globalization;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Drill.Screen;

/// <summary>Plain lines, for a file, a pipe or a build log.</summary>
internal sealed class PlainScreen(TextWriter output) : IDrillScreen
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();

    public Task<T> ShowAsync<T>(IReadOnlyList<RunbookLine> steps, Func<Task<T>> drill) => drill();

    public void BeginScene(string title) => Line(title);

    public void EndScene(string outcome) => Line("  " + outcome);

    public void Conclude(bool isProven, IReadOnlyList<string> lines)
    {
        Line(isProven ? "PROVEN" : "NOT PROVEN");
        foreach (var line in lines)
            Line("  " + line);
    }

    public void OnStepStarted(int number, string title) => Line($"Step {number}: {title}");

    public void OnStepEnded(StepResult result)
    {
        foreach (var detail in result.Details)
            Line("  " + detail);
        Line(
            $"  {result.Status}, {result.Actions.Count} actions, {result.Duration.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture)} ms"
        );
    }

    public void OnAction(JournalEntry entry)
    {
        if (entry.Kind == JournalEntryKind.ActionFailed)
            Line($"  {entry.Database ?? entry.Server}: {entry.Text}");
    }

    public void OnProgress(int step, StepAction action, int percent) { }

    private void Line(string text)
    {
        lock (gate)
            output.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,6:0.0} s  {1}", watch.Elapsed.TotalSeconds, text));
    }
}

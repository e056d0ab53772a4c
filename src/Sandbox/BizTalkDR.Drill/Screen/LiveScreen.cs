using System.Globalization;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace BizTalkDR.Drill.Screen;

/// <summary>A live table in a terminal: what happened before, the twelve steps with their state, and what each database is at.</summary>
internal sealed class LiveScreen(IAnsiConsole console) : IDrillScreen
{
    private readonly Lock gate = new();
    private readonly List<(string Title, string? Outcome)> scenes = [];
    private readonly Dictionary<int, StepRow> rows = [];
    private LiveDisplayContext? display;

    public async Task<T> ShowAsync<T>(IReadOnlyList<RunbookLine> steps, Func<Task<T>> drill)
    {
        foreach (var step in steps)
            rows.Add(step.Number, new StepRow(step.Number, step.Title));
        return await console
            .Live(Draw())
            .AutoClear(false)
            .Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(async context =>
            {
                display = context;
                var result = await drill().ConfigureAwait(false);
                Refresh();
                return result;
            })
            .ConfigureAwait(false);
    }

    public void BeginScene(string title) => Change(() => scenes.Add((title, null)));

    public void EndScene(string outcome) => Change(() => scenes[^1] = (scenes[^1].Title, outcome));

    public void Conclude(bool isProven, IReadOnlyList<string> lines)
    {
        var color = isProven ? "green" : "red";
        var text = string.Join('\n', lines.Select(line => line.EscapeMarkup()));
        console.Write(
            new Panel(new Markup(text))
            {
                Header = new PanelHeader($"[bold {color}] {(isProven ? "Proven" : "Not proven")} [/]"),
                Border = BoxBorder.Rounded,
                BorderStyle = new Style(isProven ? Color.Green : Color.Red),
                Expand = true,
            }
        );
    }

    public void OnStepStarted(int number, string title) => Change(() => rows[number].Begin());

    public void OnStepEnded(StepResult result) => Change(() => rows[result.Number].End(result));

    public void OnAction(JournalEntry entry) =>
        Change(() =>
        {
            if (entry.Step is { } step)
                rows[step].Tell(entry);
        });

    public void OnProgress(int step, StepAction action, int percent) { }

    private void Change(Action change)
    {
        lock (gate)
            change();
        Refresh();
    }

    private void Refresh()
    {
        lock (gate)
            display?.UpdateTarget(Draw());
    }

    private Rows Draw()
    {
        var parts = new List<IRenderable>();
        foreach (var (title, outcome) in scenes)
            parts.Add(
                new Markup(
                    outcome is null
                        ? $"[yellow]>[/] {title.EscapeMarkup()} ..."
                        : $"[green]*[/] {title.EscapeMarkup()}: [grey]{outcome.EscapeMarkup()}[/]"
                )
            );
        if (rows.Values.Any(row => row.HasBegun))
            parts.Add(StepTable());
        return new Rows(parts);
    }

    private Table StepTable()
    {
        var table = new Table { Border = TableBorder.Rounded, Expand = true };
        table.AddColumn(new TableColumn("Step").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("What"));
        table.AddColumn(new TableColumn("State").NoWrap());
        table.AddColumn(new TableColumn("Took").RightAligned().NoWrap());
        foreach (var row in rows.Values)
            table.AddRow(
                row.Number.ToString(CultureInfo.InvariantCulture),
                row.Text.EscapeMarkup(),
                row.State,
                row.Took is { } took ? $"{took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s" : ""
            );
        return table;
    }

    /// <summary>One step's row.</summary>
    private sealed class StepRow(int number, string title)
    {
        private string? now;
        private int begun;
        private int ended;

        public int Number => number;

        public bool HasBegun { get; private set; }

        public string State { get; private set; } = "[grey]waits[/]";

        public TimeSpan? Took { get; private set; }

        public string Text => now is null ? title : $"{title}\n  {now}";

        public void Begin() => (HasBegun, State) = (true, "[yellow]runs[/]");

        public void Tell(JournalEntry entry)
        {
            if (entry.Kind == JournalEntryKind.ActionStarted)
                begun++;
            else
                ended++;
            now = $"{ended} of {begun}: {entry.Database ?? entry.Server}: {entry.Text}";
        }

        public void End(StepResult result)
        {
            Took = result.Duration;
            now = result.Status == StepStatus.Failed ? string.Join(" ", result.Details) : null;
            State = result.Status switch
            {
                StepStatus.Succeeded => "[green]done[/]",
                StepStatus.AlreadyDone => "[green]was done[/]",
                StepStatus.Failed => "[red]failed[/]",
                _ => result.Status.ToString(),
            };
        }
    }
}

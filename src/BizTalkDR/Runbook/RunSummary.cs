using System.Text.Json;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook;

/// <summary>A run as its journal tells it: whose it is, how far it is, and what it has left switched off.</summary>
public sealed record RunSummary
{
    /// <summary>The journal's file: what <c>-JournalPath</c> takes.</summary>
    public required string JournalPath { get; init; }

    /// <summary>What has become of it.</summary>
    public required RunState State { get; init; }

    /// <summary>The run's id; null where the journal's first line can't be read.</summary>
    public Guid? Run { get; init; }

    /// <summary>The runbook's id.</summary>
    public string? Runbook { get; init; }

    /// <summary>The id of the plan that it follows; null where it follows none.</summary>
    public Guid? Plan { get; init; }

    /// <summary>Whether it has begun to do anything.</summary>
    internal bool HasActed { get; init; }

    /// <summary>The group, as the topology calls it, else its management database.</summary>
    public string? Group { get; init; }

    /// <summary>The family of the group's management database: what tells one group from another.</summary>
    public Guid? GroupFamily { get; init; }

    /// <summary>Production's instances.</summary>
    public string? Source { get; init; }

    /// <summary>The disaster recovery instances.</summary>
    public string? Destination { get; init; }

    /// <summary>Who began it.</summary>
    public string? User { get; init; }

    /// <summary>From which computer.</summary>
    public string? Computer { get; init; }

    /// <summary>With which version of BizTalkDR.</summary>
    public string? Version { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime? StartedAtUtc { get; init; }

    /// <summary>When its last entry was written, UTC.</summary>
    public DateTime? LastEntryUtc { get; init; }

    /// <summary>The first step that is not done; null when all are, or none has begun.</summary>
    public int? NextStep { get; init; }

    /// <summary>Its title, where the run has come to it before.</summary>
    public string? NextStepTitle { get; init; }

    /// <summary>How the last step that began ended; null when it did not.</summary>
    public StepStatus? LastStatus { get; init; }

    /// <summary>The jobs, services and copies that it has switched off and not on again.</summary>
    public IReadOnlyList<SwitchedOff> SwitchedOff
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What it has destroyed, or has begun to: databases that it dropped or restored over.</summary>
    public IReadOnlyList<Destroyed> Destroyed
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What is wrong with its journal, and what to do; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it can be gone on with.</summary>
    public bool CanResume => State is RunState.CutOff or RunState.Stopped;

    /// <summary>The journal's file.</summary>
    public override string ToString() => JournalPath;

    /// <summary>The run of a journal. Reads the file, whoever's it is, and changes nothing.</summary>
    /// <param name="path">The journal's file.</param>
    /// <exception cref="JournalException"><c>NotAJournal</c>, <c>JournalNotFound</c>, <c>JournalNotOpened</c>: it is none, or can't be read.</exception>
    public static RunSummary Read(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            var content = JournalFile.Peek(path);
            return With(Of(path, content), content.Damage ?? Private(path));
        }
        catch (JournalException error) when (error.ErrorId is "JournalDamaged" or "JournalOfNewerVersion")
        {
            return With(new RunSummary { JournalPath = path, State = RunState.Unusable }, error);
        }
    }

    private static RunSummary Of(string path, JournalContent content)
    {
        var header = content.Header;
        var summary = new RunSummary
        {
            JournalPath = path,
            State = RunState.CutOff,
            Run = header.Run,
            Runbook = header.Runbook,
            Group = header.About.Topology ?? header.About.Group?.ManagementDatabase,
            GroupFamily = header.About.Group?.ManagementFamily,
            Source = $"{header.About.Source}",
            Destination = $"{header.About.Destination}",
            User = header.User,
            Computer = header.Computer,
            Version = header.Product,
            StartedAtUtc = header.TimeUtc,
        };
        try
        {
            var progress = RunProgress.Of(content.Entries);
            return summary with
            {
                State =
                    JournalHold.IsHeld(path) ? RunState.Running
                    : progress.HasEnded ? RunState.Ended
                    : progress.UndoneAtUtc is not null ? RunState.Undone
                    : progress.HasStopped ? RunState.Stopped
                    : RunState.CutOff,
                LastEntryUtc = progress.LastEntryUtc ?? header.TimeUtc,
                // A run that is undone can't be gone on with.
                NextStep = progress.UndoneAtUtc is null ? progress.Next : null,
                NextStepTitle = progress.UndoneAtUtc is null ? progress.NextTitle : null,
                LastStatus = progress.LastStatus,
                Plan = PlanOf(content.Entries),
                HasActed = content.Entries.Any(entry => entry.Kind == JournalEntryKind.ActionStarted),
                Destroyed = global::BizTalkDR.Runbook.Destroyed.From(content.Entries),
                SwitchedOff =
                    progress.HasEnded || progress.UndoneAtUtc is not null
                        ? []
                        : global::BizTalkDR.Runbook.SwitchedOff.From(content.Entries),
            };
        }
        catch (JournalException error)
        {
            return With(summary, error);
        }
    }

    // Whatever the runbook: the fact of this name has the plan's id.
    private static Guid? PlanOf(IEnumerable<JournalEntry> entries) =>
        entries.LastOrDefault(entry => entry is { Kind: JournalEntryKind.Fact, Text: nameof(Plan) })?.Data
            is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("Id", out var id)
        && id.TryGetGuid(out var plan)
            ? plan
            : null;

    private static RunSummary With(RunSummary summary, JournalException? problem) =>
        problem is null
            ? summary
            : summary with
            {
                State = problem.ErrorId == "JournalDamaged" ? RunState.Damaged : RunState.Unusable,
                Problem = $"{problem.Message} {problem.Remedy}",
            };

    private static JournalException? Private(string path)
    {
        try
        {
            JournalAccess.Check(path);
            return null;
        }
        catch (JournalException error)
        {
            return error;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What a line of the journal tells.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalEntryKind>))]
public enum JournalEntryKind
{
    /// <summary>A run began; its text names the steps, its data who began it.</summary>
    RunStarted,

    /// <summary>A run ended.</summary>
    RunEnded,

    /// <summary>A step began.</summary>
    StepStarted,

    /// <summary>A step ended; its text is the status, its data how long it took and what was found.</summary>
    StepEnded,

    /// <summary>An action at one place began.</summary>
    ActionStarted,

    /// <summary>The action ended well.</summary>
    ActionEnded,

    /// <summary>The action failed; its text is the reason.</summary>
    ActionFailed,

    /// <summary>Something later steps, or a resumed run, need to know; the data holds it.</summary>
    Fact,
}

/// <summary>One line of a journal.</summary>
public sealed record JournalEntry
{
    /// <summary>When, UTC.</summary>
    public required DateTime TimeUtc { get; init; }

    /// <summary>What it tells.</summary>
    public required JournalEntryKind Kind { get; init; }

    /// <summary>The step's number, or null outside of steps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Step { get; init; }

    /// <summary>The instance or computer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Server { get; init; }

    /// <summary>The database.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Database { get; init; }

    /// <summary>The text: an action's description, a status, a reason, a fact's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>Whether the action destroys something that only a restore brings back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Destroys { get; init; }

    /// <summary>The value of a fact.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Data { get; init; }
}

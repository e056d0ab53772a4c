using System.Text.Json;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What the first entry of a run says, of the first one and of each that goes on: who began it and from where, and its steps in order.</summary>
/// <param name="User">Who began it.</param>
/// <param name="Computer">The operator's computer.</param>
/// <param name="Version">The version of BizTalkDR.</param>
/// <param name="Steps">The numbers of its steps, in the order they are carried out; null in what did not say.</param>
public sealed record RunStarter(string User, string Computer, string Version, IReadOnlyList<int>? Steps)
{
    /// <summary>Who begins a run now.</summary>
    public static RunStarter Now(IEnumerable<int> steps) =>
        new(Environment.UserName, Environment.MachineName, typeof(RunStarter).Assembly.GetName().Version!.ToString(3), [.. steps]);

    /// <summary>What an entry says of it; null when it says nothing.</summary>
    public static RunStarter? Of(JournalEntry entry) => entry?.Kind == JournalEntryKind.RunStarted ? entry.Read<RunStarter>() : null;

    internal JsonElement ToData() => JsonSerializer.SerializeToElement(this);

    /// <inheritdoc/>
    public override string ToString() => $"{User} on {Computer}, BizTalkDR {Version}";
}

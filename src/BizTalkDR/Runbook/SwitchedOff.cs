using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>Something that a run has switched off and not on again: a job, a service, or the writing into a copy.</summary>
/// <param name="Server">The instance or the computer.</param>
/// <param name="Thing">What it is: job 'Backup BizTalk Server (BizTalkMgmtDb)'.</param>
/// <param name="Step">The step that switched it off.</param>
/// <param name="TimeUtc">When, UTC.</param>
public sealed record SwitchedOff(string Server, string Thing, int? Step, DateTime TimeUtc)
{
    /// <summary>The database, where what is off is the writing into one; else null.</summary>
    public string? Database { get; init; }

    /// <summary>What it is known by on its server: a job's id, a service's name, a database's name.</summary>
    internal string Key { get; init; } = "";

    /// <summary>
    /// What entries leave switched off, in the order it was done. Off counts from when it began, as the act may have been done before it could be written
    /// down; on counts when it has ended.
    /// </summary>
    /// <exception cref="JournalException">An entry can't be read.</exception>
    public static IReadOnlyList<SwitchedOff> From(IEnumerable<JournalEntry> entries)
    {
        if (entries is null)
            throw new ArgumentNullException(nameof(entries));
        var off = new List<(string Key, SwitchedOff What)>();
        foreach (var entry in entries.Where(entry => entry.Kind is JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded))
        {
            if (
                entry.Server is not { } server
                || entry.Data is null
                || entry.Read<Switch>() is not { Key: { } own, Thing: { } thing } switched
            )
                continue;
            var key = $"{switched.IsDatabase}\n{server}\n{own}".ToUpperInvariant();
            if (switched.On && entry.Kind == JournalEntryKind.ActionEnded)
                off.RemoveAll(each => each.Key == key);
            else if (!switched.On && off.TrueForAll(each => each.Key != key))
                off.Add(
                    (
                        key,
                        new SwitchedOff(server, thing, entry.Step, entry.TimeUtc) { Key = own, Database = switched.IsDatabase ? own : null }
                    )
                );
        }
        return [.. off.Select(each => each.What)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Thing} on {Server}";
}

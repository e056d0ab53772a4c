using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>A database that a run has dropped or restored over, or has begun to.</summary>
/// <param name="Server">The instance.</param>
/// <param name="Database">The database.</param>
/// <param name="What">What was done to it: Drop the database.</param>
/// <param name="Step">The step that did it.</param>
/// <param name="TimeUtc">When it began, UTC.</param>
public sealed record Destroyed(string Server, string Database, string What, int? Step, DateTime TimeUtc)
{
    /// <summary>Whether it was done to its end; else the run failed or was cut off in it, and only the server knows.</summary>
    public bool IsDone { get; init; }

    /// <summary>What entries tell of it, in the order it was begun.</summary>
    /// <param name="entries">The journal's entries.</param>
    public static IReadOnlyList<Destroyed> From(IEnumerable<JournalEntry> entries)
    {
        if (entries is null)
            throw new ArgumentNullException(nameof(entries));
        var destroyed = new List<Destroyed>();
        foreach (var entry in entries)
        {
            if (entry is not { Destroys: true, Server: { } server, Database: { } database })
                continue;
            var known = destroyed.FindIndex(each => each.Server == server && each.Database == database && each.Step == entry.Step);
            if (known < 0)
                destroyed.Add(
                    new Destroyed(server, database, entry.Text ?? "", entry.Step, entry.TimeUtc)
                    {
                        IsDone = entry.Kind == JournalEntryKind.ActionEnded,
                    }
                );
            else if (entry.Kind == JournalEntryKind.ActionEnded)
                destroyed[known] = destroyed[known] with { IsDone = true };
        }
        return destroyed;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Database}] on {Server}{(IsDone ? "" : " (begun)")}";
}

using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Files;

/// <summary>
/// Which files each backup of a plan makes: a full backup all of its own, a log or differential backup those that were added to the database since
/// (ALTER DATABASE ... ADD FILE).
/// </summary>
internal static class AddedFiles
{
    /// <summary>The actions of a database that make files, in order, with these files.</summary>
    public static IEnumerable<(RestoreAction Action, IReadOnlyList<DatabaseFileLayout> Files)> Of(DatabasePlan database) =>
        Of(database.Position, database.Actions);

    /// <summary>The actions that make files, in order, with these files.</summary>
    /// <param name="position">The database as it is before.</param>
    /// <param name="actions">What is done.</param>
    public static IEnumerable<(RestoreAction Action, IReadOnlyList<DatabaseFileLayout> Files)> Of(
        DatabasePosition position,
        IReadOnlyList<RestoreAction> actions
    )
    {
        var known = position.Files.ToList();
        foreach (var action in actions)
        {
            if (action.Kind == RestoreActionKind.Full)
                known.Clear();
            if (action.Backup is not { FileList: { Count: > 0 } list })
                continue;
            // Of a database of which no file is known nothing can be told.
            if (action.Kind != RestoreActionKind.Full && known.Count == 0)
                continue;
            var added = list.Where(file => !known.Exists(each => each.IsSameFile(file))).ToList();
            known.AddRange(added);
            if (added.Count > 0)
                yield return (action, added);
        }
    }
}

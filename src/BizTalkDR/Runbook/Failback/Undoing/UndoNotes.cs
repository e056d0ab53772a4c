using BizTalkDR.Databases;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>What is to be known when a failback is given up, beside what is switched on again.</summary>
internal static class UndoNotes
{
    /// <summary>The notes, a sentence or two each.</summary>
    public static IReadOnlyList<string> Of(UndoContext context)
    {
        var notes = context
            .Directory.Identities.Where(identity => !identity.IsReachable)
            .Select(identity =>
                $"{identity.Instance.Name} can not be asked ({identity.Failure!.Message}): what is off there stays off. Undo the run again when it can."
            )
            .ToList();
        if (context.Options.IsWithoutJournal)
            notes.AddRange(WithoutJournal(context));
        if (context.Facts.Before is not { } before)
            return notes;
        var production = context.ReadConditions(before.Databases.Select(database => database.SourceKey));
        var down = production.Where(now => now.State != DatabaseState.Online).ToList();
        if (production.Count > 0)
            notes.Add(
                down.Count == 0
                    ? $"Production: all {production.Count} databases are there and online, as they were before the run."
                    : $"Production, untouched by the run: {string.Join(", ", down.Select(now => $"{now.Key.Name} on {now.Key.Server} is {now.State.InWords()}"))}."
            );
        var recovered = context
            .ReadConditions(before.Databases.Select(database => database.DestinationKey))
            .Where(now => now.State == DatabaseState.Online && before.Condition(now.Key)?.State != DatabaseState.Online)
            .ToList();
        if (recovered.Count > 0)
            notes.Add(
                $"Step 4 has recovered {recovered.Count} {(recovered.Count == 1 ? "copy" : "copies")} at mark {context.Facts.Mark?.Name}: log shipping can't roll them on. To have it "
                    + "begin anew, drop them (Remove-BtsDatabaseSet -Side Destination), call master.dbo.sp_LogShippingClean for this group's source there, and force "
                    + "a full backup set on production (sp_ForceFullBackup). Until then there is no warm backup."
            );
        return notes;
    }

    private static IEnumerable<string> WithoutJournal(UndoContext context)
    {
        yield return "No journal is read: what was off before the run is not known, and nothing without the run's mark is touched. If the journal is found again, "
            + "do not go on with that run.";
        var closed = context
            .ReadConditions(
                context
                    .GroupDatabases.Where(database => !database.SourceKey.Equals(database.DestinationKey))
                    .Select(database => database.DestinationKey)
            )
            .Where(now => now.State == DatabaseState.Online)
            .ToList();
        if (closed.Count > 0)
            yield return $"Recovered copies: {string.Join(", ", closed.Select(now => $"{now.Key.Name} on {now.Key.Server}{(now.IsReadOnly ? ", READ_ONLY" : "")}"))}. "
                + "Step 4 recovers and closes them so; they carry no mark and are left as they are. Log shipping can't roll them on: drop them "
                + "(Remove-BtsDatabaseSet -Side Destination) to have it begin anew, or open them for use (ALTER DATABASE ... SET READ_WRITE).";
    }
}

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
}
